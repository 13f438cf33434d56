/**
 * End users: registered, read, listed, deactivated.
 *
 * @see sFOX API docs, connect/rest-api/end-users: register account, get end users, deactivate user
 */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { Assumptions } from '../../../assumptions.ts'
import { idRefusals } from '../../../errors.ts'
import { refusal } from '../../../refusal.ts'
import { NoContentSchema } from '../../../schemas/common.ts'
import {
  EndUserAnswerSchema, EndUserParamsSchema, EndUsersAnswerSchema, EndUsersQuerySchema, registrationRequest,
  type EndUser, type Registration
} from '../../../schemas/end-users.ts'
import type { RegisteredUser, UserChange } from '../../../schemas/users.ts'
import { isEmpty } from '../../../world/account.ts'
import type { Users } from '../../../world/users.ts'

/** What the routes need to know. */
export interface EndUsersOptions {
  assumptions: Assumptions
}

/** `POST /register-account`, `GET /users`, `GET /users/:user_id` and `DELETE /account/:user_id`. */
export const endUsers: FastifyPluginCallbackTypebox<EndUsersOptions> = (scope, { assumptions }, done) => {
  const registered = assumptions['register-status']
  const present = (user: RegisteredUser, users: Users) => presentUser(user, users, assumptions['absent-details'])

  scope.post('/register-account', {
    schema: {
      summary: 'Register a user',
      body: registrationRequest(assumptions['registration-requires']),
      response: { [registered]: EndUserAnswerSchema }
    },
    config: { userIds: registeredId, refusals: [...idRefusals, 'already-registered'] }
  }, ({ body, principal: { world: { users } } }, reply) => {
    const { user_id: userId } = body
    const before = users.known(userId)
    const isTaken = before?.deactivated || (users.get(userId) !== undefined && !before?.implicit)
    if (isTaken) throw refusal('already-registered', { user_id: userId })
    reply.code(registered).send({ data: present(users.put(userId, detailsOf(body)), users) })
  })

  scope.get('/users', {
    schema: {
      summary: 'List the users', querystring: EndUsersQuerySchema, response: { 200: EndUsersAnswerSchema }
    }
  }, ({ query: { accountRole }, principal: { world: { users } } }) => {
    const role = (user: RegisteredUser) => user.account_role ?? assumptions['absent-details'].account_role
    const listed = users.list().filter((user) => accountRole === undefined || role(user) === accountRole)
    return { data: listed.map((user) => present(user, users)) }
  })

  scope.get('/users/:user_id', {
    schema: { summary: 'Read a user', params: EndUserParamsSchema, response: { 200: EndUserAnswerSchema } },
    config: { refusals: idRefusals }
  }, ({ params: { user_id: userId }, principal: { world: { users } } }) => {
    const user = users.get(userId)
    if (!user) throw refusal('unknown-user', { user_id: userId })
    return { data: present(user, users) }
  })

  scope.delete('/account/:user_id', {
    schema: { summary: 'Deactivate a user', params: EndUserParamsSchema, response: { 200: NoContentSchema } },
    config: { refusals: [...idRefusals, 'unknown-account', 'account-not-empty'] }
  }, ({ params: { user_id: userId }, principal: { world: { users, tokens } } }, reply) => {
    const user = users.registered(userId)
    if (!user) throw refusal('unknown-account')
    if (!isEmpty(users.accountOf(user))) throw refusal('account-not-empty')
    users.deactivate(user)
    if (assumptions['tokens-after-deactivation'] === 'revoked') tokens.revokeAll(user)
    reply.send(undefined)
  })
  done()
}

/** Of a registration only this is kept: what else sFOX is told of a person is nobody's business here. */
const kept = [
  'account_type', 'account_role', 'advisor_user_id', 'email', 'first_name', 'last_name', 'phone_number'
] as const

function detailsOf (registration: Registration): UserChange {
  const given = kept.filter((name) => registration[name] !== undefined).map((name) => [name, registration[name]])
  return { ...Object.fromEntries(given), status: 'PENDING' }
}

function presentUser (user: RegisteredUser, users: Users, absent: Assumptions['absent-details']): EndUser {
  const shown = { ...absent, ...user }
  return {
    account_type: shown.account_type,
    account_role: shown.account_role === 'client' ? 'Client' : 'Advisor',
    user_id: user.user_id,
    advisor_user_id: user.advisor_user_id ?? null,
    email: shown.email,
    first_name: shown.first_name,
    last_name: shown.last_name,
    phone_number: shown.phone_number,
    status: user.status,
    requirements: users.requirementsOf(user.user_id)
  }
}

function registeredId ({ body }: Pick<FastifyRequest, 'body'>): readonly unknown[] {
  const { user_id: userId } = (body ?? {}) as { user_id?: unknown }
  return userId === undefined ? [] : [userId]
}
