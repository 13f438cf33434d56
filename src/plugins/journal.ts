/** Writes down each request of a scope in the journal of its world, answered, refused or cut. */
import fp from 'fastify-plugin'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { reasonHeader } from '../refusal.ts'
import type { Entry } from '../schemas/requests.ts'
import { toIso } from '../world/clock.ts'
import { fingerprint, type Redact } from '../world/fingerprint.ts'
import type { Worlds } from '../world/index.ts'
import type { Ending } from './closed.ts'
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
    const at = clock.now()
    reply.whenClosed((ending) => {
      current.add(writer(factsOf({ id: worlds.nextEntryId(), at, request, reply, ending, redact }), redact))
    })
    next()
  })
}, { name: 'journal', dependencies: ['closed', 'outcome', 'principal', 'secrets'] })

/** A request that is over. */
interface Ended {
  id: number
  /** When it came, by its world's clock. */
  at: number
  request: FastifyRequest
  reply: FastifyReply
  ending: Ending
  redact: Redact
}

/**
 * What has to be noted at once. It holds on to neither the request nor its body, of which there may be a thousand in a
 * journal; whatever takes time is done when somebody reads the entry, which for most of them nobody does.
 */
function factsOf ({ id, at, request, reply, ending: { finished, duration }, redact }: Ended) {
  const { userIds } = request
  const text = (given: string) => brief(given, redact.text)
  return {
    id,
    at,
    method: request.method,
    path: brief(pathOf(request.originalUrl), redact.path),
    status: finished ? reply.statusCode : null,
    reason: (reply.getHeader(reasonHeader) as string | undefined) ?? null,
    error: request.errorText === undefined ? null : text(request.errorText),
    duration,
    named: userIds.slice(0, namedIds).filter((userId) => typeof userId === 'string').map(text),
    count: userIds.length,
    secrets: request.secrets,
    presented: request.presented,
    fault: request.fault ?? null
  }
}

/** A function of its own: made in the hook, what it returns would hold on to the request. */
function writer (facts: Parameters<typeof write>[0], redact: Redact): () => Entry {
  return () => write(facts, redact)
}

/** A short text as it is, which is to be redacted yet; of a long one no more than is shown. */
function brief (text: string, redact: (text: string) => string): string {
  if (text.length <= longestText) return text
  const shown = redact(text.slice(0, enoughToRedact)).slice(0, longestText)
  // Copied, since a part of a text keeps the whole of it in memory.
  return Buffer.from(shown, 'utf16le').toString('utf16le')
}

function write (
  { id, at, method, path, status, reason, error, duration, named, count, secrets, presented, fault }:
  ReturnType<typeof factsOf>,
  redact: Redact
): Entry {
  const { key, tokens, minted } = secrets()
  const text = (given: string) => redact.text(given).slice(0, longestText)
  return {
    id,
    at: toIso(at),
    method,
    path: redact.path(path).slice(0, longestText),
    status,
    reason,
    error: error === null ? null : text(error),
    duration_ms: duration,
    user_ids: named.map(text),
    user_count: count,
    key,
    tokens,
    minted: minted.map(({ token, expires, partner_user_id: userId }) => ({ user_id: text(userId), token, expires })),
    used: presented
      ? { user_id: text(presented.userId), token: fingerprint(presented.token), expires: toIso(presented.expires) }
      : null,
    fault
  }
}
