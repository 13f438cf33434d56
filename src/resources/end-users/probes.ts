/** Probes of end users. Most register a user and deactivate it at the end of the run. */
import { exampleRegistration } from './examples.ts'
import { order } from '../orders/probes.ts'
import {
  asked, good, InconclusiveError, isGood, never, onlyFakes, propertiesOf, row, told, type Answer, type Created,
  type ProbeClient, type ProbeRow
} from '../probe.ts'

const writing = ['key', 'writing'] as const
const sendsCode = 'the person would get a code'

const userPath = (id: string) => `/v1/enterprise/users/${encodeURIComponent(id)}`

export const endUserProbes = {
  'unknown-user': row(
    asked('a list of one unknown id', ['key'], async ({ mint, unknownUser }) => await mint([unknownUser])),
    asked('a list of a known and an unknown id', ['key', 'user'],
      async ({ mint, userIds: [id], unknownUser }) => await mint([id, unknownUser])),
    asked('one unknown id', ['key'], async ({ mintOne, unknownUser }) => await mintOne(unknownUser)),
    asked('reading an unknown user', ['key'], async ({ byKey, unknownUser }) => await byKey('GET', userPath(unknownUser)))
  ),
  'register-status': told('registering a user', writing, async (client) => (await newUser(client, 'registered')).answer.status),
  'registration-requires': told('registering without each of the properties', writing, requiredProperties),
  'account-purposes': told('registering an individual with the purpose of a corporation, and with an unknown one', writing,
    async (client) => {
      if (isGood((await register(client, 'odd-purpose', { account_purpose: 'fake-sfox verify' })).answer)) return 'any'
      const { answer } = await register(client, 'other-purpose', { account_purpose: 'Operating' })
      return isGood(answer) ? 'documented' : 'by-account-type'
    }),
  'end-user-fields': told('the fields of a user', ['key', 'user'], async (client) =>
    'account_purpose' in dataOf(await client.byKey('GET', userPath((client.userIds as [string])[0]))) ? 'newest' : 'older'),
  'update-answer': told('adding a detail', writing, async (client) => {
    const { first } = await updated(client)
    return first.text === '' ? 'nothing' : 'user_id' in dataOf(first) ? 'user' : 'something else'
  }),
  'update-of-set-values': told('another value for a detail', writing, async (client) =>
    isGood((await updated(client)).second) ? 'ignored' : 'refused'),
  'value-already-set': never('it is visible only if `update-of-set-values` is `refused`'),
  'already-registered': row(
    asked('registering a user again', writing, async (client) => {
      await newUser(client, 'registered')
      return await sendRegistration(client, 'registered')
    })
  ),
  'email-verified': onlyFakes(sendsCode, 'a code for an address that needs none', ['key', 'user'], refusedCode('email')),
  'phone-verified': onlyFakes(sendsCode, 'a code for a number that needs none', ['key', 'user'], refusedCode('sms')),
  'email-not-verified': row(
    asked('a code for the phone number before the email address', writing, async (client) =>
      await sendCode(client, (await newUser(client, 'registered')).id, 'sms'))
  ),
  'wrong-code': row(
    asked('confirming a wrong code', writing, async (client) => {
      const { id } = await newUser(client, 'registered')
      good(await sendCode(client, id, 'email'), 'to send a code')
      return await client.byKey('POST', `/v1/enterprise/users/verify/${encodeURIComponent(id)}`, { type: 'email', otp: '000000' })
    })
  ),
  'code-lifetime': never('only the person has the code'),
  'expired-code': never('only the person has the code'),
  'unverified-users': told('an order of a user who is not verified', ['key', 'user', 'writing'], async (client) => {
    // A refusal is inconclusive if a verified user is refused as well.
    good(await order(client, await client.token()), 'the order of a verified user')
    const { id } = await newUser(client, 'registered')
    return isGood(await order(client, await client.token(id))) ? 'allowed' : 'refused'
  }),
  'user-not-verified': never('it is visible only if `unverified-users` is `refused`'),
  'tokens-after-deactivation': told('a token of a deactivated user', writing, async (client) =>
    isGood(await client.byToken(await tokenOfDeactivated(client), 'GET', '/v1/account/weekly-deposit-limit')) ? 'kept' : 'revoked'),
  'deactivated-user': row(
    asked('minting for a deactivated user', writing, async (client) => {
      await tokenOfDeactivated(client)
      return await client.mintOne((await newUser(client, 'deactivated')).id)
    })
  ),
  'unknown-account': row(
    asked('deactivating an unknown user', writing, async (client) => await deactivate(client, 'fake-sfox-verify-nobody'))
  ),
  'account-not-empty': never('a user with a balance would be deactivated if it were not refused'),
  'absent-details': never('sFOX knows of no user without details')
} satisfies Record<string, ProbeRow>

/**
 * Register a user, once for each name.
 *
 * @param name - the last part of the user id
 * @throws {InconclusiveError} if the server refuses
 */
export async function newUser (client: ProbeClient, name: string): Promise<Created & { id: string }> {
  return await client.once(`user ${name}`, async () => {
    const created = await register(client, name)
    good(created.answer, 'to register a user')
    return { id: idOf(client, name), ...created }
  })
}

/**
 * Register a user, mint a token and deactivate the user, once a run. Return the token.
 *
 * @throws {InconclusiveError} if the server refuses any of these requests
 */
export async function tokenOfDeactivated (client: ProbeClient): Promise<string> {
  return await client.once('token of a deactivated user', async () => {
    const { id, forget } = await newUser(client, 'deactivated')
    const token = await client.token(id)
    if (!isGood(await deactivate(client, id))) throw new InconclusiveError('it refused to deactivate a user')
    forget()
    return token
  })
}

const idOf = ({ runId }: ProbeClient, name: string) => `fake-sfox-verify-${runId}-${name}`

async function register (client: ProbeClient, name: string, change?: object): Promise<Created> {
  const id = idOf(client, name)
  return await client.create(
    async () => await sendRegistration(client, name, change),
    () => ({ what: `user ${id}`, run: async () => await deactivate(client, id) }))
}

async function sendRegistration (client: ProbeClient, name: string, change?: object): Promise<Answer> {
  const id = idOf(client, name)
  return await client.byKey('POST', '/v1/enterprise/register-account', {
    ...exampleRegistration, user_id: id, email: `${id}@example.com`, ...change
  })
}

async function deactivate (client: ProbeClient, id: string): Promise<Answer> {
  return await client.byKey('DELETE', `/v1/enterprise/account/${encodeURIComponent(id)}`)
}

async function sendCode (client: ProbeClient, id: string, type: 'email' | 'sms'): Promise<Answer> {
  return await client.byKey('POST', `/v1/enterprise/users/send-verification/${encodeURIComponent(id)}`, { type })
}

/** Add a detail to a new user, and send another value for it, once a run. */
async function updated (client: ProbeClient): Promise<{ first: Answer, second: Answer }> {
  return await client.once('an update', async () => {
    const { id } = await newUser(client, 'registered')
    const update = async (source: string) => await client.byKey('PATCH', userPath(id), { source_of_funds: source })
    return { first: good(await update('savings'), 'to add a detail'), second: await update('trading') }
  })
}

const dataOf = (answer: Answer): object => Object(propertiesOf(answer).data)

/** Request a code for the first given user. The server refuses, since the user is already verified. */
function refusedCode (type: 'email' | 'sms') {
  return async (client: ProbeClient): Promise<Answer> => {
    const [id] = client.userIds as [string]
    const { status }: { status?: unknown } = dataOf(await client.byKey('GET', userPath(id)))
    if (status !== 'VERIFIED') throw new InconclusiveError('the user is not verified')
    return await sendCode(client, id, type)
  }
}

/** List the required properties of a registration; `user_id` is always one of them. */
async function requiredProperties (client: ProbeClient): Promise<string[]> {
  await newUser(client, 'registered')
  const required: string[] = []
  for (const name of Object.keys(exampleRegistration)) {
    const isNeeded = name === 'user_id' || !isGood((await register(client, `without-${name}`, { [name]: undefined })).answer)
    if (isNeeded) required.push(name)
  }
  return required
}
