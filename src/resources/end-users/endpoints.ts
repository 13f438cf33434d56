/** Endpoints of end users. */
import { NoContentSchema, readFlag } from '../../values/schemas.ts'
import { defineEndpoint, type Endpoint } from '../endpoint.ts'
import { exampleUser, freshUser, removeUser, showUser } from '../example.ts'
import type { Assumptions } from '../index.ts'
import { pick, type Refuse } from '../refusal.ts'
import { assumptions } from './assumptions.ts'
import { control } from './control.ts'
import { exampleEndUser, examplePerson, exampleRegistration, exampleUpdate, sendCode } from './examples.ts'
import { presentUser } from './present-user.ts'
import type { RegisteredUser, User, UserChange } from './record.ts'
import { refusals, userIdRefusals } from './refusals.ts'
import {
  CodeConfirmedSchema, CodeSentSchema, ConfirmCodeSchema, endUserAnswer, endUsersAnswer, EndUsersQuerySchema,
  registrationBody, registrationProperties, SendCodeSchema, UpdateSchema, type Registration, type VerificationType
} from './schemas.ts'
import { createUsers, type Users, type WorldUser } from './state.ts'
import { readUpdate } from './update.ts'

const pending = freshUser(examplePerson)
const verification = {
  ...userIdRefusals, ...pick(refusals, 'email-verified', 'phone-verified', 'email-not-verified')
}

const register = defineEndpoint({
  method: 'POST',
  path: '/v1/enterprise/register-account',
  credential: 'enterprise',
  summary: 'Register a user',
  docs: { page: 'connect/rest-api/end-users/create-end-user', says: 'the properties of the body; not the response' },
  body: registrationBody,
  status: ({ 'register-status': status }: Assumptions) => status,
  reply: endUserAnswer,
  refusals: { ...userIdRefusals, ...pick(refusals, 'already-registered') },
  userIds: registeredId,
  examples: [{
    when: 'a user is registered',
    // Created and removed first, since a deactivated user cannot be registered again.
    before: [...freshUser(), removeUser],
    body: exampleRegistration,
    reply: { data: exampleEndUser },
    assumption: 'register-status',
    note: 'The request body is documented, the response is not; see the assumption `register-status`.'
  }],
  handler ({ body, world: { users }, assumptions, refuse }) {
    const { user_id: userId } = body
    const user = users.known(userId)
    const isTaken = user?.deactivated || (users.get(userId) !== undefined && !user?.implicit)
    if (isTaken) refuse('already-registered', { user_id: userId })
    return { data: presentUser(users.put(userId, detailsOf(body)), users, assumptions) }
  }
})

const list = defineEndpoint({
  method: 'GET',
  path: '/v1/enterprise/users',
  credential: 'enterprise',
  summary: 'List the users',
  docs: {
    page: 'connect/rest-api/end-users/get-multiple-end-users',
    says: 'the filter; 200, a list in `data` with the fields of a single user'
  },
  query: EndUsersQuerySchema,
  reply: endUsersAnswer,
  examples: [{
    when: 'the users are listed', before: pending, query: '?accountRole=client', reply: { data: [exampleEndUser] }
  }],
  handler ({ query: { accountRole }, world: { users }, assumptions }) {
    const roleOf = (user: RegisteredUser) => user.account_role ?? assumptions['absent-details'].account_role
    const listed = users.list().filter((user) => accountRole === undefined || roleOf(user) === accountRole)
    return { data: listed.map((user) => presentUser(user, users, assumptions)) }
  }
})

const read = defineEndpoint({
  method: 'GET',
  path: '/v1/enterprise/users/:user_id',
  credential: 'enterprise',
  summary: 'Read a user',
  docs: {
    page: 'connect/rest-api/end-users/get-end-user',
    says: '200, the fields of an individual in `data`, with the role capitalised and the type in lower case; the ' +
      'statuses `PENDING`, `VERIFIED` and `UNSUPPORTED`'
  },
  reply: endUserAnswer,
  refusals: userIdRefusals,
  examples: [{
    when: 'a user is read', before: pending, params: { user_id: exampleUser }, reply: { data: exampleEndUser }
  }],
  handler ({ params: { user_id: userId }, world: { users }, assumptions, refuse }) {
    const user = users.get(userId) ?? refuse('unknown-user', { user_id: userId })
    return { data: presentUser(user, users, assumptions) }
  }
})

const update = defineEndpoint({
  method: 'PATCH',
  path: '/v1/enterprise/users/:user_id',
  credential: 'enterprise',
  summary: 'Add details to a user',
  docs: {
    page: 'connect/rest-api/end-users/update-end-user',
    says: 'the properties of the body; sets only what is null, and overwrites nothing; not the response'
  },
  body: UpdateSchema,
  reply: (assumptions: Assumptions) =>
    assumptions['update-answer'] === 'user' ? endUserAnswer(assumptions) : NoContentSchema,
  refusals: { ...userIdRefusals, ...pick(refusals, 'value-already-set') },
  examples: [{
    when: 'a detail is added to a user',
    before: pending,
    params: { user_id: exampleUser },
    body: exampleUpdate,
    reply: (assumptions: Assumptions) =>
      assumptions['update-answer'] === 'user' ? { data: { ...exampleEndUser, ...exampleUpdate } } : null,
    assumption: 'update-answer',
    note: 'The request body is documented, the response is not; see the assumption `update-answer`.'
  }],
  handler ({ params: { user_id: userId }, body, world: { users }, assumptions, refuse }) {
    const user = users.get(userId) ?? refuse('unknown-user', { user_id: userId })
    const { added, kept: [property] } = readUpdate(user, body)
    const isRefused = property !== undefined && assumptions['update-of-set-values'] === 'refused'
    if (isRefused) refuse('value-already-set', { property })
    const updated = users.put(userId, added)
    return assumptions['update-answer'] === 'user' ? { data: presentUser(updated, users, assumptions) } : undefined
  }
})

const deactivate = defineEndpoint({
  method: 'DELETE',
  path: '/v1/enterprise/account/:user_id',
  credential: 'enterprise',
  summary: 'Deactivate a user',
  docs: {
    page: 'connect/rest-api/end-users/deactivate-user',
    says: '200 without a body; 404 and 422 with their texts; no tokens afterwards'
  },
  reply: NoContentSchema,
  refusals: { ...userIdRefusals, ...pick(refusals, 'unknown-account', 'account-not-empty') },
  examples: [{
    when: 'a user without balances is deactivated', before: freshUser(), params: { user_id: exampleUser }, reply: null
  }],
  handler ({ params: { user_id: userId }, world: { users, tokens, balances }, assumptions, refuse }) {
    const user = users.registered(userId) ?? refuse('unknown-account')
    if (!balances.isEmpty(users.accountOf(user))) refuse('account-not-empty')
    users.deactivate(user)
    if (assumptions['tokens-after-deactivation'] === 'revoked') tokens.revokeAll(user)
  }
})

const sendVerification = defineEndpoint({
  method: 'POST',
  path: '/v1/enterprise/users/send-verification/:user_id',
  credential: 'enterprise',
  summary: 'Send a verification code',
  docs: {
    page: 'connect/rest-api/end-users/create-verification-code',
    says: 'six digits; individuals email, then sms; businesses email; 200; 422 with a text if it is verified ' +
      'already, of which the page cuts the second after `Phone already v`'
  },
  body: SendCodeSchema,
  reply: CodeSentSchema,
  refusals: verification,
  examples: [{
    when: 'a verification code is sent to a PENDING user; `GET /_fake/users/:user_id` shows it',
    before: pending,
    params: { user_id: exampleUser },
    body: { type: 'email' },
    reply: { data: { user_id: exampleUser, type: 'email', email: examplePerson.email } }
  }],
  handler ({ params: { user_id: userId }, body: { type }, world: { users }, assumptions, refuse }) {
    const user = findVerifiable(users, userId, type, refuse)
    users.sendCode(user, type)
    const { email, phone_number: phone } = { ...assumptions['absent-details'], ...user.profile as User }
    return { data: { user_id: userId, type, ...(type === 'email' ? { email } : { phone_number: phone }) } }
  }
})

const verify = defineEndpoint({
  method: 'POST',
  path: '/v1/enterprise/users/verify/:user_id',
  credential: 'enterprise',
  summary: 'Confirm a verification code',
  docs: {
    page: 'connect/rest-api/end-users/confirm-verification-code',
    says: 'the body; 200 and the fields; no refusal'
  },
  body: ConfirmCodeSchema,
  reply: CodeConfirmedSchema,
  refusals: { ...verification, ...pick(refusals, 'wrong-code', 'expired-code') },
  examples: [{
    when: 'a verification code is confirmed',
    before: [...pending, sendCode('email'), showUser],
    params: { user_id: exampleUser },
    body: { type: 'email', otp: '{3.verification_code}' },
    reply: { data: { success: true, user_id: exampleUser, type: 'email' } }
  }],
  handler ({ params: { user_id: userId }, body: { type, otp }, world: { users }, refuse }) {
    const user = findVerifiable(users, userId, type, refuse)
    const refused = users.confirmCode(user, type, otp)
    if (refused) refuse(refused)
    return { data: { success: true, user_id: userId, type } }
  }
})

/** Find a user whose email address or phone number can be verified now. */
function findVerifiable (
  users: Users, userId: string, type: VerificationType, refuse: Refuse<typeof verification>
): WorldUser {
  const user = users.registered(userId) ?? refuse('unknown-user', { user_id: userId })
  const open = users.requirementsOf(userId)
  if (!open[type]) refuse(type === 'email' ? 'email-verified' : 'phone-verified')
  if (type === 'sms' && open.email) refuse('email-not-verified')
  return user
}

/** Return the documented properties of a registration, which are all stored. */
function detailsOf ({ intermediary_status: intermediary, ...registration }: Registration): UserChange {
  const documented: string[] = registrationProperties
  return {
    ...Object.fromEntries(Object.entries(registration).filter(([name]) => documented.includes(name))),
    ...(intermediary !== undefined && { intermediary_status: readFlag(intermediary) }),
    status: 'PENDING'
  }
}

/** Return the user id in an unchecked body. */
function registeredId (body: unknown): readonly unknown[] {
  const { user_id: userId } = (body ?? {}) as { user_id?: unknown }
  return userId === undefined ? [] : [userId]
}

const endpoints: Endpoint[] = [register, update, read, list, sendVerification, verify, deactivate]

export const endUsers = { title: 'End users', endpoints, assumptions, refusals, createState: createUsers, control }
