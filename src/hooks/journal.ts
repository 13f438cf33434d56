/** Record each request in the journal of its world: answered, refused or cut. */
import fp from 'fastify-plugin'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { reasonHeader } from '../resources/refusal.ts'
import type { Worlds } from '../resources/worlds.ts'
import { toIso } from '../values/instant.ts'
import { fingerprint, type Redact } from '../world/fingerprint.ts'
import type { Entry } from '../world/journal-schema.ts'
import type { Ending } from './on-response-closed.ts'
import { pathOf } from './request-path.ts'

export interface JournalOptions {
  worlds: Pick<Worlds, 'nextEntryId'>
  redact: Redact
}

/** How many user ids of one request are recorded. */
const namedIds = 20

/** How many characters of an id, a path or an error are kept. An id may be as long as a body. */
const longestText = 1000

/**
 * How many characters are redacted before a text is cut, so that a secret is not split. A header has at most 16 KiB.
 */
const enoughToRedact = longestText + 16 * 1024

/** Record the requests of a scope. */
export const journal = fp<JournalOptions>(async (scope, { worlds, redact }) => {
  scope.addHook('onRequest', (request, reply, next) => {
    // Read now, so that a request from before a reset is not recorded in the journal after it.
    const { journal: current, clock } = request.principal.world
    const at = clock.now()
    reply.whenClosed((ending) => {
      current.add(writer(factsOf({ id: worlds.nextEntryId(), at, request, reply, ending, redact }), redact))
    })
    next()
  })
}, { name: 'journal', dependencies: ['on-response-closed', 'request-context', 'principal', 'secrets'] })

/** A request that has ended. */
interface Ended {
  id: number
  /** When it arrived, by the world's clock. */
  at: number
  request: FastifyRequest
  reply: FastifyReply
  ending: Ending
  redact: Redact
}

/**
 * Collect the facts of an entry. They do not refer to the request or its body, since a journal may hold a thousand.
 * Expensive work is done lazily, when the entry is read.
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

/**
 * Create the function that writes the entry. It is not a closure of the hook, so that it does not retain the request.
 */
function writer (facts: Parameters<typeof write>[0], redact: Redact): () => Entry {
  return () => write(facts, redact)
}

/** Redact and cut a long text. A short text is returned unchanged. */
function brief (text: string, redact: (text: string) => string): string {
  if (text.length <= longestText) return text
  const shown = redact(text.slice(0, enoughToRedact)).slice(0, longestText)
  // A slice would keep the whole text in memory.
  return Buffer.from(shown, 'utf16le').toString('utf16le')
}

function write (
  { id, at, method, path, status, reason, error, duration, named, count, secrets, presented, fault }:
  ReturnType<typeof factsOf>,
  redact: Redact
): Entry {
  const { scheme, key, tokens, minted } = secrets()
  const text = (given: string) => redact.text(given).slice(0, longestText)
  return {
    id,
    at: toIso(at),
    method,
    path: redact.path(path).slice(0, longestText),
    scheme,
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
