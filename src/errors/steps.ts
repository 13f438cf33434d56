/**
 * Requests that many rows share, those of refusals and of good answers: what one shows comes before what another does.
 * All are about the example user, whom ways begin by making anew, so that they do the same whatever was tried before.
 */
import { byKey, byToken, exampleUser, type RequestExample } from './row.ts'

const registry = `/_fake/users/${exampleUser}`

/** Takes the example user away; one that has been deactivated stays so. */
export const remove = byKey('DELETE', registry)

/** Makes the example user with these properties, and with nothing left of before; takes two requests. */
export const anew = (user: object = {}): [RequestExample, RequestExample] => [remove, byKey('PUT', registry, user)]

/** Shows the example user, with what sFOX would have sent to the person. */
export const look = byKey('GET', registry)

/** What is sent to register the example user; nobody's e-mail address and telephone number (RFC 2606; 555-0100). */
export const exampleRegistration = {
  account_type: 'individual',
  account_role: 'client',
  user_id: exampleUser,
  first_name: 'Ada',
  last_name: 'Client',
  email: 'client@example.com',
  phone_country_code: 'US',
  phone_number: '+14155550100',
  account_purpose: 'Investing',
  individual: { dob: '1990-12-31' }
}

/** Registers the example user. */
export const register = byKey('POST', '/v1/enterprise/register-account', exampleRegistration)

/** Sends a verification code. */
export const sendCode = (type: 'email' | 'sms') =>
  byKey('POST', `/v1/enterprise/users/send-verification/${exampleUser}`, { type })

/** Confirms the code that was sent to the email address. */
export const confirmCode = (otp: string) =>
  byKey('POST', `/v1/enterprise/users/verify/${exampleUser}`, { type: 'email', otp })

/** Deactivates the example user. */
export const deactivate = byKey('DELETE', `/v1/enterprise/account/${exampleUser}`)

/** What is sent to link a bank account; nobody's. */
export const exampleBankAccount = {
  type: 'individual',
  bankAccountType: 'checking',
  isInternational: false,
  accountnumber: '123456789',
  routingnumber: '987654321',
  wireRoutingnumber: '987654321',
  enableWires: true,
  firstname: 'Ada',
  lastname: 'Client'
}

/** Links a bank account. */
export const link = byToken('POST', '/v1/user/bank', exampleBankAccount)

/** Reads the linked bank account. */
export const readBank = byToken('GET', '/v1/user/bank')

/** Unlinks the bank account. */
export const unlink = byToken('DELETE', '/v1/user/bank')

/** Verifies the bank account by two amounts; written by hand, since a placeholder of a number has no quotes. */
export const verifyBank = (amount1: string, amount2: string) =>
  byToken('POST', '/v1/user/bank/verify', `{"amount1":${amount1},"amount2":${amount2}}`)

/** The same by amounts that no micro-deposits have. */
export const verifyWrongly = verifyBank('0.001', '0.001')

/** Onboards a bank account for ACH. */
export const onboard = (id: string) => byToken('POST', '/v1/account/onboard-ach', { bank_account_display_id: id })

/** Makes a deposit in USD. */
export const deposit = (amount: number) => byToken('POST', '/v1/user/bank/deposit', { amount })

/** Places an order that rests, changed so. */
export const order = (change: object = {}) =>
  byToken('POST', '/v1/orders/buy', { currency_pair: 'btcusd', algorithm_id: 201, quantity: 0.1, price: 20000, ...change })

/** Cancels an order. */
export const cancel = (id: string) => byToken('DELETE', `/v1/orders/${id}`)

/** A user for `anew()` who can pay for the order. */
export const wealthy = { balances: { usd: 10000 } }

/** A user for `anew()` with a bank account. */
export const banked = (verified: boolean) => ({ bank: { verified } })
