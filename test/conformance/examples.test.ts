/** Test every example of every endpoint, and every refusal that can be provoked, over both transports. */
import t from 'tap'
import type { AssumedReply } from '../../src/resources/endpoint.ts'
import { byKey, type Provocation } from '../../src/resources/example.ts'
import { endpoints } from '../../src/resources/index.ts'
import type { RefusalRow } from '../../src/resources/refusal.ts'
import { escapePattern } from '../../src/values/escape-pattern.ts'
import { assume, reasons, refusals } from '../../src/vendor/assumptions.ts'
import { requestOf } from '../../src/vendor/catalogue.ts'
import { resolveEndpoint } from '../../src/vendor/mount.ts'
import { fits } from '../contract/from-schema.ts'
import { playerOver } from '../examples.ts'
import { frozen, key, tokenPattern, tokensPath } from '../helper.ts'
import { isRefused, transports } from './transports.ts'

const assumptions = assume()

/** The forms of generated texts. Texts of the same form count as equal. */
const forms = [
  tokenPattern,
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
]

/** Replace each generated text by the pattern of its form. */
function withForms (value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (name, held) => {
    if (typeof held !== 'string') return held
    return name === 'ref_id' && /^\w{5}$/.test(held) ? 'five characters' : forms.find((form) => form.test(held))?.source ?? held
  })
}

/** The refusals that a request can provoke. */
const provocations = reasons.flatMap((reason) => {
  const { provoke: { before, request, magicId } = {} as Provocation }: RefusalRow = refusals[reason]
  const sent = request ?? (magicId === undefined ? undefined : byKey('POST', `${tokensPath}/${magicId}`))
  return sent ? [{ reason, before, request: sent }] : []
})

for (const [name, open] of Object.entries(transports)) {
  t.test(`over ${name}`, async (t) => {
    t.test('each example gets its documented response', async (t) => {
      const call = await open(t, frozen)
      for (const [number, endpoint] of endpoints.entries()) {
        const { status, reply: schema } = resolveEndpoint(endpoint, assumptions)
        t.ok(endpoint.examples.length > 0, `${endpoint.method} ${endpoint.path} has an example`)
        for (const [index, example] of endpoint.examples.entries()) {
          const { when, before, reply } = example
          // In a new world, so that ids begin at 1.
          const { play } = playerOver(call, { key: `${key}~${number}-${index}` })
          const answer = await play(before, requestOf(endpoint, example))
          const body = typeof reply === 'function' ? (reply as AssumedReply)(assumptions) : reply
          t.equal(answer.status, status, when)
          t.equal(answer.headers['x-fake-sfox-reason'], undefined, when)
          if (body === null) t.equal(answer.text, '', when)
          else t.strictSame(withForms(answer.json), withForms(body), when)
          t.ok(answer.text === '' || fits(schema, answer.json), `${when}: the schema allows the answer`)
        }
      }
    })

    t.test('each refusal gets the response of its row', async (t) => {
      const call = await open(t, frozen)
      for (const { reason, before, request } of provocations) {
        await t.test(reason, async (t) => {
          const { status, error } = refusals[reason]
          const { play } = playerOver(call, { key: `${key}~${reason}` })
          const answer = await play(before, request)
          const text = new RegExp(`^${escapePattern(error).replaceAll(/\\\{\w+\\\}/g, '.*')}$`)
          t.match(answer.json.error, text)
          t.notMatch(answer.json.error, /\{\w+\}/, 'no placeholder is left')
          isRefused(t, answer, status, reason, answer.json.error)
        })
      }
    })
  })
}
