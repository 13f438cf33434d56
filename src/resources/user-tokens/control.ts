/**
 * Control routes of tokens. They do not count as uses of a token.
 */
import { toIso } from '../../values/instant.ts'
import { NoContentSchema } from '../../values/schemas.ts'
import { defineControlRoute, type ControlRoute } from '../control-route.ts'
import { registryRefusals } from '../end-users/control-refusals.ts'
import { defineControlRefusals, pick } from '../refusal.ts'
import type { WorldState } from '../state.ts'
import type { OpenedToken, Worlds } from '../worlds.ts'
import { IntrospectionSchema, IntrospectRequestSchema, ReportSchema, RevokeRequestSchema } from './schemas.ts'

const refusals = defineControlRefusals({
  'not-minted-here': {
    status: 404,
    error: 'This world did not mint the token; use the key of the world that minted it.',
    when: 'this world did not mint the token to revoke'
  }
})

const introspect = defineControlRoute({
  method: 'POST',
  path: '/_fake/tokens/introspect',
  summary: 'Return the state of a token',
  body: IntrospectRequestSchema,
  reply: IntrospectionSchema,
  handler ({ body: { token }, world, fake }) {
    const opened = open(fake.worlds, world, token)
    if (!opened) return { active: false as const, reason: 'unknown-token' as const }
    const { state, user, content: { expires } } = opened
    if (state !== 'valid') return { active: false as const, reason: `${state}-token` as const }
    return { active: true as const, partner_user_id: user.id, expires: toIso(expires) }
  }
})

const revoke = defineControlRoute({
  method: 'POST',
  path: '/_fake/tokens/revoke',
  summary: 'Revoke a token, or all current tokens of a user',
  body: RevokeRequestSchema,
  status: 204,
  reply: NoContentSchema,
  refusals: { ...refusals, ...pick(registryRefusals, 'no-such-user') },
  handler ({ body: { token, user_id: userId }, world, fake, refuse }) {
    if (userId !== undefined) {
      if (world.users.refusalOf(userId)) refuse('no-such-user', { user_id: userId })
      // A user without state has no tokens.
      const user = world.users.known(userId)
      if (user) world.tokens.revokeAll(user)
      return
    }
    const opened = open(fake.worlds, world, token as string) ?? refuse('not-minted-here')
    world.tokens.revoke(opened.content, opened.user)
  }
})

const report = defineControlRoute({
  method: 'GET',
  path: '/_fake/tokens/report',
  summary: 'Report how the application uses its tokens',
  reply: ReportSchema,
  handler: ({ world }) => ({ users: world.tokens.report() })
})

/** Open a token; return undefined if this world did not mint it. */
function open (worlds: Worlds, world: WorldState, token: string): Exclude<OpenedToken, { state: 'unknown' }> | undefined {
  const opened = worlds.openToken(token)
  return opened && opened.state !== 'unknown' && opened.world === world ? opened : undefined
}

export const control: ControlRoute[] = [introspect, revoke, report]
