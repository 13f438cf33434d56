/** Writes down each request of a scope in the journal of its world, answered, refused or cut. */
import fp from 'fastify-plugin'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { reasonHeader } from '../refusal.ts'
import type { Entry } from '../schemas/requests.ts'
import { toIso } from '../world/clock.ts'
import { fingerprint, type Redact } from '../world/fingerprint.ts'
import type { Worlds } from '../world/index.ts'
import { whenClosed, type Ending } from './closed.ts'
import { pathOf } from './malformed-url.ts'

/** What the journal needs to know. */
export interface JournalOptions {
  worlds: Pick<Worlds, 'nextEntryId'>
  redact: Redact
}

/** How many user ids of one request are named. */
const namedIds = 20

/** How much of an id, a path or an error is kept: a body may hold an id of 32 MiB. */
const longestText = 1000

/** Enough for a secret that begins within what is kept to be whole: it travels in a header, of 16 KiB at most. */
const enoughToRedact = longestText + 16 * 1024

/** Makes a scope's requests be journalled. */
export const journal = fp<JournalOptions>(async (scope, { worlds, redact }) => {
  scope.addHook('onRequest', (request, reply, next) => {
    // Those of now: what a reset throws away is not filled up by requests from before it.
    const { journal: current, clock } = request.principal.world
    const at = toIso(clock.now())
    whenClosed(reply, (ending) => {
      current.add({ id: worlds.nextEntryId(), at, ...describe(request, reply, ending, redact) })
    })
    next()
  })
}, { name: 'journal', dependencies: ['outcome', 'principal', 'secrets'] })

function describe (
  request: FastifyRequest, reply: FastifyReply, { finished, duration }: Ending, redact: Redact
): Omit<Entry, 'id' | 'at'> {
  const { userIds, presented, secrets: { key, tokens, minted } } = request
  const text = (given: string) => redact.text(given.slice(0, enoughToRedact)).slice(0, longestText)
  const named = userIds.slice(0, namedIds).filter((userId) => typeof userId === 'string')
  return {
    method: request.method,
    path: redact.path(pathOf(request.originalUrl)).slice(0, longestText),
    status: finished ? reply.statusCode : null,
    reason: (reply.getHeader(reasonHeader) as string | undefined) ?? null,
    error: request.errorText === undefined ? null : text(request.errorText),
    duration_ms: duration,
    user_ids: named.map(text),
    user_count: userIds.length,
    key,
    tokens,
    minted: minted.map(({ token, expires, partner_user_id: userId }) => ({ user_id: text(userId), token, expires })),
    used: presented
      ? { user_id: text(presented.userId), token: fingerprint(presented.token), expires: toIso(presented.expires) }
      : null,
    fault: request.fault ?? null
  }
}
