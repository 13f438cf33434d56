/** What the routes of the enterprise key answer when all is well. */
import { list } from '../errors/row.ts'
import { byKey, type SuccessRow } from './row.ts'

const token = '0123456789abcdef'.repeat(4)
const pages = 'sFOX API docs, connect/rest-api/end-users/'
const userId = 'user-1'

const user = {
  account_type: 'individual',
  account_role: 'Client',
  user_id: userId,
  advisor_user_id: null,
  email: 'client@example.com',
  first_name: 'Ada',
  last_name: 'Client',
  phone_number: '+14155550100',
  status: 'PENDING',
  requirements: { email: true, sms: true }
}

/** Rows of the catalogue; see successes.ts. */
export const enterpriseSuccesses: SuccessRow[] = [
  {
    status: 201,
    body: { data: [{ token, expires: '2022-02-08T03:28:56Z', partner_user_id: userId }] },
    when: 'tokens are minted for a list of users',
    request: byKey('POST', list, { data: [userId] }),
    source: `${pages}create-multiple-user-auth-tokens`
  },
  {
    status: 201,
    body: { data: { token, partner_user_id: userId, expires: '2024-05-14T19:22:09.901Z' } },
    when: 'a token is minted for one user',
    request: byKey('POST', `${list}/${userId}`),
    source: `${pages}create-user-auth-token`
  },
  {
    status: 200,
    statusFrom: 'register-status',
    body: { data: user },
    when: 'a user is registered',
    request: byKey('POST', '/v1/enterprise/register-account', {
      account_type: 'individual',
      account_role: 'client',
      user_id: 'user-2',
      first_name: 'Ada',
      last_name: 'Client',
      email: 'client@example.com',
      phone_country_code: 'US',
      phone_number: '+14155550100',
      account_purpose: 'Investing',
      individual: { dob: '1990-12-31' }
    }),
    source: null,
    note: 'The body of the request is documented, the answer is not; see the assumption `register-status`.'
  },
  {
    status: 200,
    body: { data: [user] },
    when: 'the users are listed',
    request: byKey('GET', '/v1/enterprise/users?accountRole=client'),
    source: 'sFOX API docs, get end users'
  },
  { status: 200, body: { data: user }, when: 'a user is read', source: 'sFOX API docs, get end user' },
  {
    status: 200,
    body: { data: { user_id: userId, type: 'email', email: 'client@example.com' } },
    when: 'a verification code is sent to a PENDING user; `GET /_fake/users/:user_id` shows it',
    source: 'sFOX API docs, send verification code'
  },
  {
    status: 200,
    body: { data: { success: true, user_id: userId, type: 'email' } },
    when: 'a verification code is confirmed',
    source: 'sFOX API docs, confirm verification code'
  },
  { status: 200, body: null, when: 'a user without balances is deactivated', source: 'sFOX API docs, deactivate user' }
]
