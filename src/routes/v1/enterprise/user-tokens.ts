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
import type { WorldState } from '../../../world/index.ts'
import type { WorldUser } from '../../../world/users.ts'

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
    const ids = assumptions['repeated-ids'] === 'each' ? request.body.data : [...new Set(request.body.data)]
    // All users are looked up before the first token is minted: one unknown id refuses the whole list.
    const minted = world.mint(ids.map((userId) => findUser(world, userId)), 'second')
    request.minted = minted
    reply.code(201).send({ data: assumptions['result-order'] === 'as-sent' ? minted : minted.toReversed() })
  })

  scope.post('/user-tokens/:user_id', {
    schema: { params: UserTokenParamsSchema, response: { 201: UserTokenResponseSchema, '4xx': ErrorBodySchema } }
  }, (request, reply) => {
    const { world } = request.principal
    const minted = world.mint([findUser(world, request.params.user_id)], 'millisecond')
    request.minted = minted
    reply.code(201).send({ data: minted[0] as typeof minted[number] })
  })
  done()
}

function findUser (world: WorldState, userId: string): WorldUser {
  const user = world.users.find(userId)
  if (!user) throw refusal('unknown-user', { user_id: userId })
  return user
}
