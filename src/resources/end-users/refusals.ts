/** Refusals of end users. */
import { byKey, freshUser } from '../example.ts'
import { defineRefusals, nothingOpen, undocumented } from '../refusal.ts'
import { confirmCode, deactivate, register, sendCode } from './examples.ts'

const sending = 'sFOX API docs, connect/rest-api/end-users/create-verification-code'
const deactivating = 'sFOX API docs, connect/rest-api/end-users/deactivate-user'

/** Refusals of a user id, which other endpoints share. */
export const userIdRefusals = defineRefusals({
  'unknown-user': {
    status: 404,
    error: 'There is no user with the id "{user_id}".',
    when: 'no user has the id; one unknown id in a list refuses the whole list',
    source: undocumented,
    why: 'Not documented. In sFOX\'s other refusals, an unknown account gives 404, an unknown transfer 422, an unknown order 400.',
    provoke: { magicId: 'fake:unknown-user' }
  },
  'deactivated-user': {
    status: 404,
    error: 'The user "{user_id}" has been deactivated.',
    when: 'the user was deactivated, or the user id is `fake:deactivated-user`',
    source: undocumented,
    why: 'It is documented that the user gets no more tokens, but not the status. Deactivating an account that does not exist gives 404.',
    provoke: { magicId: 'fake:deactivated-user' }
  }
})

export const refusals = {
  ...userIdRefusals,
  ...defineRefusals({
    'already-registered': {
      status: 422,
      error: 'The user "{user_id}" is already registered.',
      when: 'the id to register has an account, or had one that was deactivated',
      source: undocumented,
      why: 'Not documented. 422 is documented for invalid input, and for other refusals of these routes.',
      provoke: { before: freshUser(), request: register }
    },
    'value-already-set': {
      status: 422,
      error: '{property} already has a value, and an update cannot change it.',
      when: 'an update has another value for a property that is set, and the assumption `update-of-set-values` is `refused`',
      source: undocumented,
      why: 'That an update overwrites nothing is documented; whether it refuses to is not. 422 is the status of other refusals of these routes.'
    },
    'email-verified': {
      status: 422,
      error: 'Email already verified',
      when: 'the email address to verify needs no verification',
      source: { status: sending, text: sending },
      why: 'Status and text are documented for sending a code; the same is assumed for confirming one.',
      provoke: { before: freshUser(), request: sendCode('email') }
    },
    'phone-verified': {
      status: 422,
      error: 'Phone already verified',
      when: 'the phone number to verify needs no verification, for example that of a business',
      source: { status: sending, text: null },
      why: 'The status is documented, and the beginning of the text: the page cuts it after `Phone already v`.',
      provoke: { before: freshUser(), request: sendCode('sms') }
    },
    'email-not-verified': {
      status: 422,
      error: 'The email address must be verified before the phone number.',
      when: 'the phone number of an individual is to be verified, and the email address is not verified yet',
      source: undocumented,
      why: 'The order is documented, status and text are not.',
      provoke: { before: freshUser({ status: 'PENDING' }), request: sendCode('sms') }
    },
    'wrong-code': {
      status: 422,
      error: 'The verification code is not the one that was sent last.',
      when: 'the code is not the one that was sent last, which `GET /_fake/users/:user_id` shows, or no code was sent',
      source: undocumented,
      why: 'The response to a wrong code is not documented. Codes do not expire here, and the number of attempts is unlimited.',
      provoke: { before: [...freshUser({ status: 'PENDING' }), sendCode('email')], request: confirmCode('wrong') }
    },
    'expired-code': {
      status: 422,
      error: 'The verification code has expired; request a new one.',
      when: 'the verification code is older than the assumption `code-lifetime`',
      source: undocumented,
      why: 'Neither status nor text is documented. An expired code of an enterprise transfer gives 422.'
    },
    'user-not-verified': {
      status: 403,
      error: 'The user must be VERIFIED, but is {status}.',
      when: 'a user who is not VERIFIED deposits or places an order, and the assumption `unverified-users` is `refused`',
      source: undocumented,
      why: 'Neither status nor text is documented. 403 is documented for requests that a key is not authorized for.'
    },
    'unknown-account': {
      status: 404,
      error: 'The account does not exist to be disabled.',
      when: 'the user to deactivate does not exist, or was deactivated or removed',
      source: { status: deactivating, text: deactivating },
      why: nothingOpen,
      provoke: { request: byKey('DELETE', '/v1/enterprise/account/nobody') }
    },
    'account-not-empty': {
      status: 422,
      error: 'Can not disable account with non-zero balances. Please remove all balances and try again.',
      when: 'the user to deactivate has a balance that is not 0',
      source: { status: deactivating, text: deactivating },
      why: nothingOpen,
      provoke: { before: freshUser({ balances: { usd: 100 } }), request: deactivate }
    }
  })
}
