/** The tokens of a world: what one is worth, making it void, and how the application treats them. */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { refusal } from '../../refusal.ts'
import { NoContentSchema } from '../../schemas/common.ts'
import {
  IntrospectionSchema, IntrospectRequestSchema, ReportSchema, RevokeRequestSchema, type Introspection
} from '../../schemas/tokens.ts'
import { toIso } from '../../world/clock.ts'
import type { Worlds } from '../../world/index.ts'
import type { WorldState } from '../../world/world.ts'

/** What the routes need to know. */
export interface TokensOptions {
  worlds: Worlds
}

/** `POST /tokens/introspect`, `POST /tokens/revoke` and `GET /tokens/report`. None of them counts as a use. */
export const tokens: FastifyPluginCallbackTypebox<TokensOptions> = (scope, { worlds }, done) => {
  scope.post('/tokens/introspect', {
    schema: { summary: 'What a token is worth', body: IntrospectRequestSchema, response: { 200: IntrospectionSchema } }
  }, ({ world, body: { token } }): Introspection => {
    const opened = open(world, token)
    if (!opened) return { active: false, reason: 'unknown-token' }
    const { state, user, content: { expires } } = opened
    if (state !== 'valid') return { active: false, reason: `${state}-token` }
    return { active: true, partner_user_id: user.id, expires: toIso(expires) }
  })

  scope.post('/tokens/revoke', {
    schema: {
      summary: 'Make a token, or all of a user\'s so far, void',
      body: RevokeRequestSchema,
      response: { 204: NoContentSchema }
    },
    config: { refusals: ['not-minted-here', 'no-such-user'] }
  }, ({ world, body: { token, user_id: userId } }, reply) => {
    if (userId !== undefined) revokeAll(world, userId)
    else revoke(world, token as string)
    reply.code(204).send(null)
  })

  scope.get('/tokens/report', {
    schema: { summary: 'How the application treats its tokens', response: { 200: ReportSchema } }
  }, ({ world }) => ({ users: world.tokens.report() }))
  done()

  /** Undefined for whatever the world itself has not minted. */
  function open (world: WorldState, token: string) {
    const opened = worlds.openToken(token)
    return opened && opened.state !== 'unknown' && opened.world === world ? opened : undefined
  }

  function revoke (world: WorldState, token: string) {
    const opened = open(world, token)
    if (!opened) throw refusal('not-minted-here')
    world.tokens.revoke(opened.content, opened.user)
  }
}

function revokeAll (world: WorldState, userId: string) {
  if (!world.users.admits(userId)) throw refusal('no-such-user', { user_id: userId })
  const user = world.users.known(userId)
  // One who has never been asked about has no tokens.
  if (user) world.tokens.revokeAll(user)
}
