/** Control routes of the registry: the users of a world. */
import { NoContentSchema } from '../../values/schemas.ts'
import { magicPrefix } from '../../world/magic-ids.ts'
import { defineControlRoute, type ControlRoute } from '../control-route.ts'
import { pick } from '../refusal.ts'
import { registryRefusals } from './control-refusals.ts'
import { RegisteredUserSchema, UserChangeSchema, UserDetailSchema, UserListSchema, type RegisteredUser } from './record.ts'

const unknown = pick(registryRefusals, 'no-such-user')

const list = defineControlRoute({
  method: 'GET',
  path: '/_fake/users',
  summary: 'List the users of the registry',
  reply: UserListSchema,
  handler: ({ world }) => ({ users: world.users.list() })
})

const read = defineControlRoute({
  method: 'GET',
  path: '/_fake/users/:user_id',
  summary: 'Read a user, with verification code and micro-deposits',
  reply: UserDetailSchema,
  refusals: unknown,
  handler ({ params: { user_id: userId }, world: { users, banks }, refuse }) {
    const user = users.registered(userId) ?? refuse('no-such-user', { user_id: userId })
    const bank = banks.of(users.accountOf(user))
    return {
      ...users.get(userId) as RegisteredUser,
      verification_code: user.sent?.code ?? null,
      micro_deposits: bank && !bank.verified ? [...bank.microDeposits] : null
    }
  }
})

const put = defineControlRoute({
  method: 'PUT',
  path: '/_fake/users/:user_id',
  summary: 'Create a user, or change some of its properties',
  body: UserChangeSchema,
  reply: RegisteredUserSchema,
  refusals: pick(registryRefusals, 'magic-user-id', 'other-user-id'),
  handler ({ params: { user_id: userId }, body, world, refuse }) {
    if (userId.startsWith(magicPrefix)) refuse('magic-user-id')
    const { user_id: sent = userId, ...given } = body
    if (sent !== userId) refuse('other-user-id', { sent, user_id: userId })
    const { verification_code: _code, micro_deposits: _deposits, inbox: _inbox, ...change } = given
    return world.users.put(userId, change)
  }
})

const remove = defineControlRoute({
  method: 'DELETE',
  path: '/_fake/users/:user_id',
  summary: 'Remove a user and revoke the user\'s tokens',
  status: 204,
  reply: NoContentSchema,
  refusals: unknown,
  handler ({ params: { user_id: userId }, world: { tokens, users }, refuse }) {
    tokens.revokeAll(users.remove(userId) ?? refuse('no-such-user', { user_id: userId }))
  }
})

export const control: ControlRoute[] = [list, read, put, remove]
