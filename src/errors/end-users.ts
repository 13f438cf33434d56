/** What the routes of end users may be refused for. */
import { byKey, nothingOpen, type RefusalRow } from './row.ts'
import { anew, confirmCode, deactivate, register, sendCode } from './steps.ts'

const sending = 'sFOX API docs, send verification code'
const deactivating = 'sFOX API docs, deactivate user'

/** Rows of the catalogue; see errors.ts. */
export const endUserRefusals = {
  'unknown-user': {
    status: 404,
    error: 'There is no user with the id "{user_id}".',
    when: 'no user has the id; in a list, one such id refuses the whole list',
    statusSource: null,
    why: 'Not documented. Of sFOX\'s other refusals an unknown account gives 404, an unknown transfer 422, an unknown order 400.',
    provoke: { magicId: 'fake:unknown-user' }
  },
  'deactivated-user': {
    status: 404,
    error: 'The user "{user_id}" has been deactivated.',
    when: 'the user was deactivated, or the magic id `fake:deactivated-user` asked for it',
    statusSource: null,
    why: 'Documented is that no more tokens can be made for the user, not the status. 404 is what deactivating an account that does not exist gives.',
    provoke: { magicId: 'fake:deactivated-user' }
  },
  'already-registered': {
    status: 422,
    error: 'The user "{user_id}" is registered already.',
    when: 'an account is registered for an id that has one, or had one that was deactivated',
    statusSource: null,
    why: 'Not documented. 422 is documented for invalid input, and is what other refusals of these routes have.',
    provoke: { before: anew(), request: register }
  },
  'email-verified': {
    status: 422,
    error: 'Email already verified',
    when: 'a code is sent to, or confirmed for, an email address that needs no verification any more',
    statusSource: sending,
    textSource: sending,
    why: 'Status and text are documented for sending; that confirming is refused alike is assumed.',
    provoke: { before: anew(), request: sendCode('email') }
  },
  'phone-verified': {
    status: 422,
    error: 'Phone already verified',
    when: 'the same with a phone number; a business needs none verified',
    statusSource: sending,
    why: 'The status is documented, and the text as far as `Phone already v`, where the page cuts it.',
    provoke: { before: anew(), request: sendCode('sms') }
  },
  'email-not-verified': {
    status: 422,
    error: 'Email must be verified before phone.',
    when: 'an individual\'s phone number is to be verified before the email address',
    statusSource: null,
    why: 'The order is documented, status and text are not.',
    provoke: { before: anew({ status: 'PENDING' }), request: sendCode('sms') }
  },
  'wrong-code': {
    status: 422,
    error: 'The verification code is not the one that was sent.',
    when: 'the code confirmed is not the one sent last, or none was sent; `GET /_fake/users/:user_id` shows it',
    statusSource: null,
    why: 'What a wrong code gives is not documented. A code never expires here, and any number of tries is allowed.',
    provoke: { before: [...anew({ status: 'PENDING' }), sendCode('email')], request: confirmCode('wrong') }
  },
  'user-not-verified': {
    status: 403,
    error: 'The user is {status}, not VERIFIED.',
    when: 'a user who is not VERIFIED deposits or orders, and the assumption `unverified-users` is `refused`',
    statusSource: null,
    why: 'Neither status nor text is documented. 403 is documented for what a key is not authorized for.'
  },
  'unknown-account': {
    status: 404,
    error: 'The account does not exist to be disabled.',
    when: 'the user to deactivate does not exist, or not any more',
    statusSource: deactivating,
    textSource: deactivating,
    why: nothingOpen,
    provoke: { request: byKey('DELETE', '/v1/enterprise/account/nobody') }
  },
  'account-not-empty': {
    status: 422,
    error: 'Can not disable account with non-zero balances. Please remove all balances and try again.',
    when: 'the user to deactivate has a balance that is not 0',
    statusSource: deactivating,
    textSource: deactivating,
    why: nothingOpen,
    provoke: { before: anew({ balances: { usd: 100 } }), request: deactivate }
  }
} as const satisfies Record<string, RefusalRow>
