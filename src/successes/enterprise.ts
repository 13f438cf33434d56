/** What the routes of the enterprise key answer when all is well. */
import { byKey, exampleUser, list } from '../errors/row.ts'
import { anew, confirmCode, deactivate, look, register, remove, sendCode } from '../errors/steps.ts'
import type { SuccessRow } from './row.ts'

const token = '0123456789abcdef'.repeat(4)

const person = {
  email: 'client@example.com',
  first_name: 'Ada',
  last_name: 'Client',
  phone_number: '+14155550100',
  status: 'PENDING'
}

const user = {
  account_type: 'individual',
  account_role: 'Client',
  user_id: exampleUser,
  advisor_user_id: null,
  ...person,
  requirements: { email: true, sms: true }
}

const pending = anew(person)

/** How finely the examples of tokens can write their end. */
const expires = { second: '2022-02-08T03:28:56Z', millisecond: '2024-05-14T19:22:09.901Z' }
const tokens = (precision: keyof typeof expires) =>
  ({ data: [{ token, expires: expires[precision], partner_user_id: exampleUser }] })
const oneToken = (precision: keyof typeof expires) =>
  ({ data: { token, partner_user_id: exampleUser, expires: expires[precision] } })

/** How a single token is minted, by magic ids as well. */
export const mintOne: SuccessRow = {
  status: 201,
  body: oneToken('millisecond'),
  assumption: {
    name: 'mint-one',
    answer: ({ 'mint-one': { status, expires } }) => ({ status, body: oneToken(expires) })
  },
  when: 'a token is minted for one user',
  before: anew(),
  request: byKey('POST', `${list}/${exampleUser}`)
}

/** Rows of the catalogue; see successes.ts. */
export const enterpriseSuccesses: SuccessRow[] = [
  {
    status: 201,
    body: tokens('second'),
    assumption: {
      name: 'mint-list',
      answer: ({ 'mint-list': { status, expires } }) => ({ status, body: tokens(expires) })
    },
    when: 'tokens are minted for a list of users',
    before: anew(),
    request: byKey('POST', list, { data: [exampleUser] })
  },
  mintOne,
  {
    status: 200,
    body: { data: user },
    assumption: { name: 'register-status', answer: ({ 'register-status': status }) => ({ status }) },
    when: 'a user is registered',
    // Made first, since one that has been deactivated could not be registered again.
    before: [...anew(), remove],
    request: register,
    note: 'The body of the request is documented, the answer is not; see the assumption `register-status`.'
  },
  {
    status: 200,
    body: { data: [user] },
    when: 'the users are listed',
    before: pending,
    request: byKey('GET', '/v1/enterprise/users?accountRole=client'),
    source: 'sFOX API docs, get end users'
  },
  {
    status: 200,
    body: { data: user },
    when: 'a user is read',
    before: pending,
    request: byKey('GET', `/v1/enterprise/users/${exampleUser}`),
    source: 'sFOX API docs, get end user'
  },
  {
    status: 200,
    body: { data: { user_id: exampleUser, type: 'email', email: 'client@example.com' } },
    when: 'a verification code is sent to a PENDING user; `GET /_fake/users/:user_id` shows it',
    before: pending,
    request: sendCode('email'),
    source: 'sFOX API docs, send verification code'
  },
  {
    status: 200,
    body: { data: { success: true, user_id: exampleUser, type: 'email' } },
    when: 'a verification code is confirmed',
    before: [...pending, sendCode('email'), look],
    request: confirmCode('{3.verification_code}'),
    source: 'sFOX API docs, confirm verification code'
  },
  {
    status: 200,
    body: null,
    when: 'a user without balances is deactivated',
    before: anew(),
    request: deactivate,
    source: 'sFOX API docs, deactivate user'
  }
]
