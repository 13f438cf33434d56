/** Probes of bank accounts. They link an account for a new user. */
import { newUser } from '../end-users/probes.ts'
import { exampleBankAccount } from './examples.ts'
import {
  asked, good, InconclusiveError, isGood, never, propertiesOf, row, told, type Answer, type ProbeClient, type ProbeRow
} from '../probe.ts'

const writing = ['key', 'writing'] as const

/** Maximum number of attempts with wrong amounts. */
const maxAttempts = 10

const bank = '/v1/user/bank'

export const bankAccountProbes = {
  'no-bank-answer': told('reading an account, with none linked', ['key', 'user'], async (client) => {
    const answer = await client.byToken(await client.token(), 'GET', bank)
    if (!isGood(answer)) return 'refusal'
    if (accountsIn(answer).length > 0) throw new InconclusiveError('the user has a bank account')
    return 'empty'
  }),
  'no-bank-account': row(
    asked('unlinking an account, with none linked', writing, async (client) => {
      const { id } = await newUser(client, 'registered')
      return await client.byToken(await client.token(id), 'DELETE', bank)
    })
  ),
  'bank-link-answer': told('linking an account', writing, async (client) => {
    const { linked } = await bankedUser(client)
    const [account] = accountsIn(linked)
    if (account) return 'wire_withdrawal_fee' in account ? 'account-with-fee' : 'account'
    return linked.text === '' ? 'nothing' : 'something else'
  }),
  'wire-withdrawal-fee': told('the fee in the answer to linking', writing, async (client) => {
    const [account = {}] = accountsIn((await bankedUser(client)).linked)
    if (account.wire_withdrawal_fee === undefined) throw new InconclusiveError('its answer has no fee')
    return account.wire_withdrawal_fee
  }),
  'bank-account-fields': told('the fields of a linked account', writing, async (client) =>
    'ach_enabled' in (await linkedAccount(client) ?? {}) ? 'table' : 'sample'),
  'ach-enabled': never('it would take the verification of a real account'),
  'routing-numbers': never('an account would be linked if it were not refused'),
  'bank-name': told('the name of a bank that was linked without one', writing, async (client) =>
    (await linkedAccount(client))?.bank_name),
  'bank-account-linked': row(
    asked('linking a second account', writing, async (client) => await link(client, (await bankedUser(client)).token))
  ),
  'unknown-bank-account': row(
    asked('onboarding an unknown account', writing, async (client) => await client.byToken(
      (await bankedUser(client)).token, 'POST', '/v1/account/onboard-ach', { bank_account_display_id: 'nothing' }))
  ),
  'wrong-amounts-answer': told('wrong amounts of micro-deposits', writing, async (client) => {
    const [first] = await wrongAmounts(client)
    return isGood(first as Answer) ? 'success-false' : 'refusal'
  }),
  'wrong-amounts': never('it is visible only if `wrong-amounts-answer` is `refusal`'),
  'verify-attempts': told('repeated wrong amounts', writing, async (client) => (await wrongAmounts(client)).length - 1),
  'too-many-attempts': row(
    asked('wrong amounts after the last attempt', writing, async (client) => (await wrongAmounts(client)).at(-1) as Answer)
  ),
  'micro-deposits': never('only the statement of a real account shows the amounts'),
  'micro-deposit-names': never('each request would use up one of the attempts that `verify-attempts` counts'),
  'micro-deposit-order': never('only the statement of a real account shows the amounts')
} satisfies Record<string, ProbeRow>

/** Register a user and link a bank account, once a run. */
async function bankedUser (client: ProbeClient): Promise<{ token: string, linked: Answer }> {
  return await client.once('a bank account', async () => {
    const { id } = await newUser(client, 'banked')
    const token = await client.token(id)
    return { token, linked: good(await link(client, token), 'to link a bank account') }
  })
}

async function link (client: ProbeClient, token: string): Promise<Answer> {
  return await client.byToken(token, 'POST', bank, exampleBankAccount)
}

/** Send wrong amounts until the answer changes, once a run. Only the last answer differs. */
async function wrongAmounts (client: ProbeClient): Promise<Answer[]> {
  return await client.once('wrong amounts', async () => {
    const { token } = await bankedUser(client)
    const answers: Answer[] = []
    const differs = ({ status, text }: Answer) => status !== answers[0]?.status || text !== answers[0].text
    while (answers.length <= maxAttempts) {
      answers.push(await client.byToken(token, 'POST', `${bank}/verify`, { verifyAmount1: 0.001, verifyAmount2: 0.001 }))
      if (differs(answers.at(-1) as Answer)) return answers
    }
    throw new InconclusiveError(`after ${maxAttempts} wrong attempts it still gives the same answer`)
  })
}

/** Read the linked account; undefined if the answer has none. */
async function linkedAccount (client: ProbeClient) {
  const { token } = await bankedUser(client)
  return accountsIn(good(await client.byToken(token, 'GET', bank), 'to read the account'))[0]
}

function accountsIn (answer: Answer): Array<{ bank_name?: unknown, wire_withdrawal_fee?: unknown }> {
  const { usd } = propertiesOf(answer)
  return Array.isArray(usd) ? usd : []
}
