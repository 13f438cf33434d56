/** Example requests about end users. Email address and phone number are reserved for examples (RFC 2606; 555-0100). */
import { byKey, exampleUser } from '../example.ts'

/** The body that registers the example user. */
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

/** The details of the example user, who is not verified yet. */
export const examplePerson = {
  email: 'client@example.com',
  first_name: 'Ada',
  last_name: 'Client',
  phone_number: '+14155550100',
  account_purpose: 'Investing',
  phone_country_code: 'US',
  individual: { dob: '1990-12-31' },
  status: 'PENDING'
}

/** The example user in a response. */
export const exampleEndUser = {
  account_type: 'individual',
  account_role: 'Client',
  user_id: exampleUser,
  advisor_user_id: null,
  email: examplePerson.email,
  first_name: examplePerson.first_name,
  last_name: examplePerson.last_name,
  phone_number: examplePerson.phone_number,
  account_purpose: examplePerson.account_purpose,
  account_purpose_other: null,
  source_of_funds: null,
  source_of_funds_other: null,
  id: '4c1a5c0e-8f0b-5f43-9d53-0a6f3c1f7e21',
  phone_country_code: examplePerson.phone_country_code,
  intermediary_status: null,
  expected_transfer_volume: null,
  expected_trade_volume: null,
  individual: examplePerson.individual,
  status: examplePerson.status,
  requirements: { email: true, sms: true }
}

/** The body that adds a detail to the example user. */
export const exampleUpdate = { source_of_funds: 'savings' }

/** Add details to the example user. */
export const update = (details: object) => byKey('PATCH', `/v1/enterprise/users/${exampleUser}`, details)

/** Register the example user. */
export const register = byKey('POST', '/v1/enterprise/register-account', exampleRegistration)

/** Send a verification code. */
export const sendCode = (type: 'email' | 'sms') =>
  byKey('POST', `/v1/enterprise/users/send-verification/${exampleUser}`, { type })

/** Confirm the code that was sent by email. */
export const confirmCode = (otp: string) =>
  byKey('POST', `/v1/enterprise/users/verify/${exampleUser}`, { type: 'email', otp })

/** Deactivate the example user. */
export const deactivate = byKey('DELETE', `/v1/enterprise/account/${exampleUser}`)
