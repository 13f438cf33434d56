/**
 * Enterprise key in, user auth tokens out.
 *
 * @see sFOX API docs, connect/rest-api/end-users/create-multiple-user-auth-tokens and …/create-user-auth-token
 */
import { Readable } from 'node:stream'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Assumptions } from '../../../assumptions.ts'
import { idRefusals } from '../../../errors.ts'
import { refusal } from '../../../refusal.ts'
import {
  userTokenResponse, userTokensRequest, userTokensResponse, UserTokenParamsSchema
} from '../../../schemas/user-tokens.ts'
import type { Minted, MintedTokens } from '../../../world/tokens.ts'
import type { WorldUser } from '../../../world/users.ts'
import type { WorldState } from '../../../world/world.ts'

/** What the routes need to know. */
export interface UserTokensOptions {
  assumptions: Assumptions
}

/** How many tokens are sealed and sent in one go: enough to be quick, few enough for others to be served meanwhile. */
const pieceSize = 10_000

/** `POST /user-tokens` and `POST /user-tokens/:user_id`. */
export const userTokens: FastifyPluginCallbackTypebox<UserTokensOptions> = (scope, { assumptions }, done) => {
  const { 'mint-list': ofList, 'mint-one': ofOne } = assumptions

  scope.post('/user-tokens', {
    schema: {
      summary: 'Mint a token for each of several users',
      body: userTokensRequest(assumptions['max-user-ids']),
      response: { [ofList.status]: userTokensResponse(ofList.expires) }
    },
    config: { userIds: listedIds, refusals: idRefusals }
  }, (request, reply) => {
    const { world } = request.principal
    const userIds = arranged(request.body.data, assumptions)
    // One unknown id refuses the whole list, before any other id becomes a user.
    const unknown = userIds.find((userId) => !world.users.admits(userId))
    if (unknown !== undefined) throw unknownUser(world, unknown)
    const minted = request.minted = world.tokens.mint(userIds.map((userId) => findUser(world, userId)), ofList.expires)
    sendList(reply.code(ofList.status), minted)
  })

  scope.post('/user-tokens/:user_id', {
    schema: {
      summary: 'Mint a token for one user',
      params: UserTokenParamsSchema,
      response: { [ofOne.status]: userTokenResponse(ofOne.expires) }
    },
    config: { refusals: idRefusals }
  }, (request, reply) => {
    const { params: { user_id: userId }, principal: { world } } = request
    const minted = request.minted = world.tokens.mint([findUser(world, userId)], ofOne.expires)
    const { token, expires, ...ofUser } = minted.slice(0, 1)[0] as Minted
    reply.code(ofOne.status).send({ data: { token, ...ofUser, expires } })
  })
  done()
}

/** The ids of a list that nobody has checked yet. */
function listedIds ({ body }: Pick<FastifyRequest, 'body'>): readonly unknown[] {
  const { data } = (body ?? {}) as { data?: unknown }
  return Array.isArray(data) ? data : []
}

/** The ids to mint for, in the order of the answer. */
function arranged (userIds: string[], assumptions: Assumptions): string[] {
  const asked = assumptions['repeated-ids'] === 'each' ? userIds : [...new Set(userIds)]
  return assumptions['result-order'] === 'as-sent' ? asked : asked.toReversed()
}

/** Sends a list, a long one in pieces: 32 MiB of ids make a gigabyte of tokens, which no string could hold. */
function sendList (reply: FastifyReply, minted: MintedTokens): void {
  if (minted.length <= pieceSize) reply.send({ data: minted.slice(0, pieceSize) })
  else reply.type('application/json; charset=utf-8').send(Readable.from(inPieces(minted)))
}

async function * inPieces (minted: MintedTokens) {
  for (let from = 0; from < minted.length; from += pieceSize) {
    const piece = JSON.stringify(minted.slice(from, from + pieceSize))
    yield (from === 0 ? '{"data":[' : ',') + piece.slice(1, -1)
    await turnOfTheLoop()
  }
  yield ']}'
}

function findUser (world: WorldState, userId: string): WorldUser {
  const user = world.users.find(userId)
  if (!user) throw unknownUser(world, userId)
  return user
}

function unknownUser ({ users }: WorldState, userId: string) {
  return refusal(users.known(userId)?.deactivated ? 'deactivated-user' : 'unknown-user', { user_id: userId })
}
