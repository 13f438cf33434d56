/** Probes of end users. Most register a user of their own, whom they take away again. */
import { exampleRegistration } from '../../errors/steps.ts'
import { cannotTell } from '../cannot-tell.ts'
import { propertiesOf } from '../exchange.ts'
import { good, isGood, type Side } from '../side.ts'
import { asked, never, onlyFakes, row, told, type ProbeRow } from './row.ts'
import { tokenOfDeactivated } from './requests.ts'

const writing = ['key', 'writing'] as const
const mails = 'the person would get a code'

/** Sends a code to the first of the given users, where it is refused because there is nothing left to verify. */
const refusedCode = (type: 'email' | 'sms') => async (side: Side) => {
  const [id] = side.users as [string]
  const { data } = propertiesOf(await side.byKey('GET', `/v1/enterprise/users/${encodeURIComponent(id)}`))
  if ((data as { status?: unknown } | undefined)?.status !== 'VERIFIED') throw cannotTell('the user has still to be verified')
  return await sendCode(side, id, type)
}

const sendCode = async (side: Side, id: string, type: 'email' | 'sms') =>
  await side.byKey('POST', `/v1/enterprise/users/send-verification/${encodeURIComponent(id)}`, { type })

/** Rows of the table; see probes.ts. */
export const endUserProbes = {
  'register-status': told('registering a user', writing, async (side) => (await side.newUser('registered')).registered.status),
  'registration-requires': told('registering without each property in turn', writing, requiredProperties),
  'already-registered': row(
    asked('registering a user again', writing, async (side) => {
      await side.newUser('registered')
      return await side.register('registered')
    })
  ),
  'email-verified': onlyFakes(mails, 'a code for an address that needs none', ['key', 'user'], refusedCode('email')),
  'phone-verified': onlyFakes(mails, 'a code for a number that needs none', ['key', 'user'], refusedCode('sms')),
  'email-not-verified': row(
    asked('a code for the phone before the e-mail', writing, async (side) =>
      await sendCode(side, (await side.newUser('registered')).id, 'sms'))
  ),
  'wrong-code': row(
    asked('confirming a wrong code', writing, async (side) => {
      const { id } = await side.newUser('registered')
      good(await sendCode(side, id, 'email'), 'to send a code')
      return await side.byKey('POST', `/v1/enterprise/users/verify/${encodeURIComponent(id)}`, { type: 'email', otp: '000000' })
    })
  ),
  'unverified-users': told('an order of a user who is not verified', ['key', 'user', 'writing'], unverifiedUsers),
  'user-not-verified': never('it shows only where `unverified-users` is `refused`'),
  'tokens-after-deactivation': told('a token of a deactivated user', writing, async (side) =>
    isGood(await side.byToken(await tokenOfDeactivated(side), 'GET', '/v1/account/weekly-deposit-limit')) ? 'kept' : 'revoked'),
  'deactivated-user': row(
    asked('minting for a deactivated user', writing, async (side) => {
      await tokenOfDeactivated(side)
      return await side.mintOne((await side.newUser('deactivated')).id)
    })
  ),
  'unknown-account': row(
    asked('deactivating an unknown user', writing, async (side) => await side.deactivate('fake-sfox-verify-nobody'))
  ),
  'account-not-empty': never('a user with a balance would be deactivated if it were not refused'),
  'absent-details': never('sFOX knows of no user without details')
} satisfies Record<string, ProbeRow>

/** Which properties it refuses to do without; `user_id` is always needed. */
async function requiredProperties (side: Side): Promise<string[]> {
  await side.newUser('registered')
  const required: string[] = []
  for (const name of Object.keys(exampleRegistration)) {
    const isNeeded = name === 'user_id' || !isGood(await side.register(`without-${name}`, { [name]: undefined }))
    if (isNeeded) required.push(name)
  }
  return required
}

/** A refusal says nothing where a user who is verified is refused as well. */
async function unverifiedUsers (side: Side): Promise<string> {
  good(await side.order(await side.token()), 'the order of a verified user')
  const { id } = await side.newUser('registered')
  return isGood(await side.order(await side.token(id))) ? 'allowed' : 'refused'
}
