/** Probes of bank accounts and balances. Those that link an account do so for a user of their own. */
import { exampleBankAccount } from '../../errors/steps.ts'
import { cannotTell } from '../cannot-tell.ts'
import { propertiesOf, type Answer } from '../exchange.ts'
import { good, isGood, type Side } from '../side.ts'
import { asked, never, row, told, type ProbeRow } from './row.ts'

const writing = ['key', 'writing'] as const
const moves = 'a deposit would move money'

/** How often the amounts of micro-deposits are guessed, until it is refused for good. */
const mostTries = 10

const bank = '/v1/user/bank'

/** Rows of the table; see probes.ts. */
export const bankProbes = {
  'no-bank-answer': told('reading, with no account linked', ['key', 'user'], async (side) => {
    const answer = await side.byToken(await side.token(), 'GET', bank)
    if (!isGood(answer)) return 'refusal'
    if (accountsIn(answer).length > 0) throw cannotTell('the user has a bank account')
    return 'empty'
  }),
  'listed-currencies': told('balances of 0', ['key', 'user'], async (side) => {
    const { json } = good(await side.byToken(await side.token(), 'GET', '/v1/user/balance'), 'to read balances')
    if (!Array.isArray(json)) throw cannotTell('its balances are no list', { failed: true })
    return json.filter(({ balance }) => Number(balance) === 0).map(({ currency }) => String(currency)).sort()
  }),
  'no-bank-account': row(
    asked('unlinking, with no account linked', writing, async (side) => {
      const { id } = await side.newUser('registered')
      return await side.byToken(await side.token(id), 'DELETE', bank)
    })
  ),
  'bank-link-answer': told('linking an account', writing, async (side) => {
    const { linked } = await banked(side)
    return linked.text === '' ? 'nothing' : accountsIn(linked).length > 0 ? 'account' : 'something else'
  }),
  'bank-name': told('the name of a bank for which none was sent', writing, async (side) => {
    const { token } = await banked(side)
    return accountsIn(good(await side.byToken(token, 'GET', bank), 'to read the account'))[0]?.bank_name
  }),
  'bank-account-linked': row(
    asked('linking a second account', writing, async (side) => await link(side, (await banked(side)).token))
  ),
  'unknown-bank-account': row(
    asked('onboarding another account', writing, async (side) =>
      await side.byToken((await banked(side)).token, 'POST', '/v1/account/onboard-ach', { bank_account_display_id: 'nothing' }))
  ),
  'wrong-amounts-answer': told('wrong amounts of the micro-deposits', writing, async (side) => {
    const [first] = await guesses(side)
    return isGood(first as Answer) ? 'success-false' : 'refusal'
  }),
  'wrong-amounts': never('it shows only where `wrong-amounts-answer` is `refusal`'),
  'verify-attempts': told('wrong amounts again and again', writing, async (side) => {
    const answers = await guesses(side)
    return answers.length - 1
  }),
  'too-many-attempts': row(
    asked('wrong amounts once too often', writing, async (side) => (await guesses(side)).at(-1) as Answer)
  ),
  'micro-deposit-order': never('the amounts stand in the statement of a real account'),
  'deposit-requires': never(moves),
  'settlement-days': never(moves),
  'bank-account-not-verified': never(moves),
  'not-onboarded': never(moves),
  'over-deposit-limit': never(moves)
} satisfies Record<string, ProbeRow>

/** A user with a linked account. */
async function banked (side: Side): Promise<{ token: string, linked: Answer }> {
  return await side.once('a bank account', async () => {
    const { id } = await side.newUser('banked')
    const token = await side.token(id)
    return { token, linked: good(await link(side, token), 'to link a bank account') }
  })
}

async function link (side: Side, token: string): Promise<Answer> {
  return await side.byToken(token, 'POST', bank, exampleBankAccount)
}

/** What wrong amounts give: the same again and again, and at last, beyond the last try, something else. */
async function guesses (side: Side): Promise<Answer[]> {
  return await side.once('guesses', async () => {
    const { token } = await banked(side)
    const answers: Answer[] = []
    const differs = ({ status, text }: Answer) => status !== answers[0]?.status || text !== answers[0].text
    while (answers.length <= mostTries) {
      answers.push(await side.byToken(token, 'POST', `${bank}/verify`, { amount1: 0.001, amount2: 0.001 }))
      if (differs(answers.at(-1) as Answer)) return answers
    }
    throw cannotTell(`after ${mostTries} wrong tries it still gives the same`)
  })
}

function accountsIn (answer: Answer): Array<{ bank_name?: unknown }> {
  const { usd } = propertiesOf(answer)
  return Array.isArray(usd) ? usd : []
}
