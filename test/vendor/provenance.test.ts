import t from 'tap'
import { fillBlocks } from '../../scripts/docs.ts'
import {
  assume, assumptionTable, behaviours as rows, type AssumptionName, type AssumptionOverrides, type Observed
} from '../../src/vendor/assumptions.ts'
import { catalogue } from '../../src/vendor/catalogue.ts'
import type { Outcome } from '../../src/vendor/catalogue-schema.ts'
import { read } from '../markdown.ts'

const observation = { date: '2026-11-26', host: 'api.staging.sfox.com' }

/** Return the catalogue of a fake with these fixtures. */
const catalogueOf = (assumptions: AssumptionOverrides = {}, observed: Observed = {}) =>
  catalogue({ assumptions: assume(assumptions), observed })

t.test('names a source for documented outcomes only', async (t) => {
  const { outcomes, behaviours } = catalogueOf()
  for (const { documented, source, basis, text_basis: text, observed, note, when } of outcomes) {
    t.equal(source !== null, documented, when)
    t.equal(basis === 'documented', documented, when)
    t.ok(documented || note !== null, when)
    t.ok(text !== 'documented' || documented, when)
    t.equal(basis === 'ours', text === 'ours' || (text === null && note === 'Magic ids and faults are ours.'), when)
    t.equal(observed, null, when)
  }
  for (const { name, source, basis, observed } of behaviours) {
    t.equal(source !== null, basis === 'documented', name)
    t.equal(observed, null, name)
  }
  const named = (wanted: string) => [
    ...behaviours.filter(({ basis }) => basis === wanted).map(({ name }) => name),
    ...outcomes.filter(({ basis, reason }) => basis === wanted && reason !== null).map(({ reason }) => reason)
  ]
  t.strictSame(named('observed'), [])
  t.strictSame([...new Set(named('ours'))], [
    'absent-details', 'market-price', 'not-emulated', 'too-many-worlds', 'fault', 'unknown-magic-id', 'internal-error'
  ])
  t.strictSame(named('documented').slice(0, 6),
    ['mint-list', 'mint-one', 'routing-numbers', 'rate-limited', 'unknown-endpoint', 'method-not-allowed'])
})

t.test('lists each behaviour with its value in force', async (t) => {
  t.strictSame(catalogueOf({ 'fee-rate': 0.5 }).behaviours.map(({ name, value, note }) => [name, value, note]),
    Object.entries(rows).map(([name, { default: value, why }]) => [name, name === 'fee-rate' ? 0.5 : value, why]))
})

t.test('shows observations, except of features that only the fake has', async (t) => {
  const names = Object.keys(assumptionTable) as AssumptionName[]
  for (const name of names) {
    const { outcomes, behaviours } = catalogueOf({ [name]: assumptionTable[name].default }, { [name]: observation })
    const seen = [...outcomes, ...behaviours].filter(({ observed }) => observed !== null)
    t.equal(seen.length === 0, assumptionTable[name].ours === true, name)
    if (seen.length === 0) continue
    for (const row of seen) {
      t.strictSame([row.basis, row.observed], ['observed', observation], name)
      if ('reason' in row) t.equal(row.text_basis, row.reason === null ? null : 'observed', name)
    }
    const [outcome] = outcomes.filter(({ reason }) => reason === name)
    if (outcome) t.strictSame([...new Set(seen)], [outcome], 'and of nothing else')
    else t.ok(behaviours.find((row) => row.name === name)?.observed, name)
  }
})

t.test('a changed value is assumed, even if the default is documented', async (t) => {
  const { outcomes, behaviours } = catalogueOf({
    'mint-list': { status: 200 },
    'mint-one': { expires: 'millisecond' },
    'bank-link-answer': 'nothing',
    'account-not-empty': { status: 400 },
    'unknown-account': { error: 'none' },
    'email-verified': { headers: { 'x-a': 'b' } },
    'unknown-user': { status: 404 }
  })
  const basisOf = (wanted: string) => {
    const found = outcomes.find(({ reason, when }) => [reason, when].includes(wanted))
    const { basis, text_basis: text, documented } = found as Outcome
    return [basis, text, documented]
  }
  t.strictSame(basisOf('account-not-empty'), ['assumed', 'documented', false])
  t.strictSame(basisOf('unknown-account'), ['documented', 'assumed', true])
  t.strictSame(basisOf('email-verified'), ['documented', 'documented', true], 'of headers nothing is documented anyway')
  t.strictSame(basisOf('unknown-user'), ['assumed', 'assumed', false])
  t.strictSame(basisOf('tokens are minted for a list of users'), ['assumed', null, false])
  t.strictSame(basisOf('a token is minted for one user'), ['documented', null, true], 'set to what it is')
  t.strictSame(behaviours.filter(({ basis }) => basis === 'documented').map(({ name }) => name), ['mint-one', 'routing-numbers'])
  t.equal(outcomes.find(({ when }) => when === 'a bank account is linked')?.body, null)
})

t.test('shows the date of an observation in the tables of fidelity and refusals', async (t) => {
  const seen = {
    assumptions: {
      'repeated-ids': 'each',
      'account-not-empty': { status: 400 },
      'unknown-user': { status: 422, error: 'no `user`' },
      'unknown-account': { status: 404 }
    },
    observed: { 'repeated-ids': observation, 'unknown-user': observation, 'unknown-account': observation, fault: observation }
  } as const
  const when = 'observed 2026-11-26 at api.staging.sfox.com'
  const fidelity = fillBlocks(read('docs/reference/fidelity.md'), seen)
  const refusals = fillBlocks(read('docs/reference/refusals.md'), seen)
  const cellsOf = (text: string, name: string) => text.split('\n').filter((line) => line.startsWith(`| \`${name}\` |`))
    .map((line) => line.split(' | ').at(-2))
  const otherwise = `${when}: \`\` {"status":422,"error":"no \`user\`"} \`\``
  t.strictSame(cellsOf(fidelity, 'repeated-ids'), [when])
  t.strictSame(cellsOf(refusals, 'unknown-account'), [when], 'documented or not')
  t.strictSame(cellsOf(refusals, 'unknown-user'), [otherwise], 'what the tables do not show')
  t.strictSame(cellsOf(refusals, 'account-not-empty'), ['documented'], 'set beside, and not observed')
  t.strictSame(cellsOf(refusals, 'fault'), ['fake-sfox\'s own'])
  t.strictSame(cellsOf(refusals, 'email-verified'), ['documented'])
  t.strictSame(cellsOf(refusals, 'unknown-key'), ['documented'])
  t.strictSame(cellsOf(refusals, 'missing-credentials'), ['status documented, text assumed'])
  t.strictSame(cellsOf(refusals, 'expired-token'), ['assumed'])
  t.match(fidelity, `\n- \`repeated-ids\`: ${when}\n- \`unknown-user\`: ${otherwise}\n- \`unknown-account\`: ${when}\n`)
  t.notMatch(fidelity, 'So far nothing has been observed.')

  const [line] = fidelity.split('\n').filter((line) => line.startsWith('| observed |'))
  const at = when.replace('observed ', '')
  t.equal(line, `| observed | \`repeated-ids\` (${at}) | ` +
    `\`unknown-user\` (${otherwise.replace('observed ', '')}), \`unknown-account\` (${at}) |`)
  const table = (text: string) => text.slice(text.indexOf('generated: fidelity'), text.indexOf('## Documented by sFOX'))
  const unseen = fillBlocks(fidelity, {})
  for (const text of [unseen, fidelity]) {
    const named = [...table(text).matchAll(/`([a-z\d-]+)`/g)].map(([, name]) => name as string)
    t.strictSame(named.filter((name) => name !== 'user').sort(), Object.keys(assumptionTable).sort(), 'each row, once')
  }
  t.match(table(unseen), '\n| observed | nothing so far | nothing so far |\n')
})
