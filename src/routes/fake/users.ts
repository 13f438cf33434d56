/** The registry of a world's users. */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { magicPrefix } from '../../magic-ids.ts'
import { refusal } from '../../refusal.ts'
import { NoContentSchema } from '../../schemas/common.ts'
import {
  RegisteredUserSchema, RegistryParamsSchema, UserChangeSchema, UserDetailSchema, UserListSchema, type RegisteredUser
} from '../../schemas/users.ts'

/** `GET /users`, and `GET`, `PUT` and `DELETE /users/:user_id`. */
export const users: FastifyPluginCallbackTypebox = (scope, _options, done) => {
  scope.get('/users', {
    schema: { summary: 'The registry', response: { 200: UserListSchema } }
  }, ({ world }) => ({ users: world.users.list() }))

  scope.get('/users/:user_id', {
    schema: {
      summary: 'One user, with what sFOX would have sent to the person',
      params: RegistryParamsSchema,
      response: { 200: UserDetailSchema }
    },
    config: { refusals: ['no-such-user'] }
  }, ({ world, params: { user_id: userId } }) => {
    const user = world.users.registered(userId)
    if (!user) throw refusal('no-such-user', { user_id: userId })
    const { bank } = world.users.accountOf(user)
    return {
      ...world.users.get(userId) as RegisteredUser,
      verification_code: user.sent?.code ?? null,
      micro_deposits: bank && !bank.verified ? [...bank.microDeposits] : null
    }
  })

  scope.put('/users/:user_id', {
    schema: {
      summary: 'Create a user, or set some of its properties',
      params: RegistryParamsSchema,
      body: UserChangeSchema,
      response: { 200: RegisteredUserSchema }
    },
    config: { refusals: ['magic-user-id', 'other-user-id'] }
  }, ({ world, params: { user_id: userId }, body }) => {
    if (userId.startsWith(magicPrefix)) throw refusal('magic-user-id')
    if ((body.user_id ?? userId) !== userId) throw refusal('other-user-id', { sent: body.user_id as string, user_id: userId })
    return world.users.put(userId, body)
  })

  scope.delete('/users/:user_id', {
    schema: {
      summary: 'Remove a user, whose tokens are revoked',
      params: RegistryParamsSchema,
      response: { 204: NoContentSchema }
    },
    config: { refusals: ['no-such-user'] }
  }, ({ world, params: { user_id: userId } }, reply) => {
    const removed = world.users.remove(userId)
    if (!removed) throw refusal('no-such-user', { user_id: userId })
    world.tokens.revokeAll(removed)
    reply.code(204).send(null)
  })
  done()
}
