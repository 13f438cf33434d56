/**
 * Enterprise key in, user auth tokens out.
 *
 * @see sFOX API docs, connect/rest-api/end-users/create-multiple-user-auth-tokens and …/create-user-auth-token
 */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import type { Assumptions } from '../../../assumptions.ts'
import { refusal } from '../../../errors.ts'
import { ErrorBodySchema } from '../../../schemas/common.ts'
import {
  userTokensRequest, UserTokenParamsSchema, UserTokenResponseSchema, UserTokensResponseSchema
} from '../../../schemas/user-tokens.ts'
import type { WorldUser } from '../../../world/users.ts'
import type { Minted, WorldState } from '../../../world/world.ts'

/** What the routes need to know. */
export interface UserTokensOptions {
  assumptions: Assumptions
}

/** `POST /user-tokens` and `POST /user-tokens/:user_id`. */
export const userTokens: FastifyPluginCallbackTypebox<UserTokensOptions> = (scope, { assumptions }, done) => {
  scope.post('/user-tokens', {
    schema: {
      body: userTokensRequest({
        maxUserIds: assumptions['max-user-ids'],
        unknownProperties: assumptions['unknown-properties'] === 'ignore'
      }),
      response: { 201: UserTokensResponseSchema, '4xx': ErrorBodySchema }
    }
  }, (request, reply) => {
    const { world } = request.principal
    // All users are looked up before the first token is minted: one unknown id refuses the whole list.
    const users = asked(request.body.data, assumptions).map((userId) => findUser(world, userId))
    request.minted = world.mint(users, 'second')
    reply.code(201).send({ data: arranged(request.minted, assumptions) })
  })

  scope.post('/user-tokens/:user_id', {
    schema: { params: UserTokenParamsSchema, response: { 201: UserTokenResponseSchema, '4xx': ErrorBodySchema } }
  }, (request, reply) => {
    const { world } = request.principal
    request.minted = world.mint([findUser(world, request.params.user_id)], 'millisecond')
    reply.code(201).send({ data: request.minted[0] as Minted })
  })
  done()
}

function asked (userIds: string[], assumptions: Assumptions): string[] {
  return assumptions['repeated-ids'] === 'each' ? userIds : [...new Set(userIds)]
}

function arranged (minted: Minted[], assumptions: Assumptions): Minted[] {
  return assumptions['result-order'] === 'as-sent' ? minted : minted.toReversed()
}

function findUser (world: WorldState, userId: string): WorldUser {
  const user = world.users.find(userId)
  if (!user) throw refusal('unknown-user', { user_id: userId })
  return user
}
