/** Record each request in the journal of its world: answered, refused or cut. */
import fp from 'fastify-plugin'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { reasonHeader } from '../resources/refusal.ts'
import type { Worlds } from '../resources/worlds.ts'
import { toIso } from '../values/instant.ts'
import { fingerprint, type Redact } from '../world/fingerprint.ts'
import type { Entry } from '../world/journal-schema.ts'
import type { Ending } from './on-response-closed.ts'
import { readCredential } from './principal.ts'
import { pathOf } from './request-path.ts'

export interface JournalOptions {
  worlds: Pick<Worlds, 'nextEntryId'>
  redact: Redact
}

/** How many user ids of one request are recorded. */
const namedIds = 20

/** How many characters of an id, a path or an error are kept. An id may be as long as a body. */
const longestText = 1000

/** How many characters of a query or a body are kept. */
const longestSent = 2000

/** Record the requests of a scope. */
export const journal = fp<JournalOptions>(async (scope, { worlds, redact: shared }) => {
  scope.addHook('onRequest', (request, reply, next) => {
    // Read now, so that a request from before a reset is not recorded in the journal after it.
    const { journal: current, clock } = request.principal.world
    const at = clock.now()
    reply.whenClosed((ending) => {
      const redact = redactionFor(request, shared)
      const facts = factsOf({ id: worlds.nextEntryId(), at, request, reply, ending, redact })
      current.add(writer(facts, redact), request.routeOptions.url)
    })
    next()
  })
}, { name: 'journal', dependencies: ['on-response-closed', 'request-context', 'principal', 'secrets'] })

/** The shortest invalid credential that is redacted. A shorter one may be part of any word. */
const shortestCredential = 8

/** Return a redaction that also finds an invalid credential of a request: it may be the key of another server. */
function redactionFor ({ principal, headers: { authorization = '' } }: FastifyRequest, redact: Redact): Redact {
  if (principal.kind !== 'none') return redact
  const credential = readCredential(authorization)?.credential ?? /\S*$/.exec(authorization)?.[0] as string
  return credential.length < shortestCredential ? redact : redact.also(credential)
}

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
 * Expensive work is done when the entry is read.
 */
function factsOf ({ id, at, request, reply, ending: { finished, duration }, redact }: Ended) {
  const { userIds, originalUrl, bodyText } = request
  const text = (given: string) => brief(given, redact.text, redact.reach)
  const start = originalUrl.indexOf('?')
  // A short part of a long URL is copied, since it would keep the URL in memory.
  const ofUrl = originalUrl.length > longestSent ? copy : asItIs
  return {
    id,
    at,
    method: request.method,
    path: ofUrl(brief(pathOf(originalUrl), redact.path, redact.reach)),
    query: start === -1 ? '' : ofUrl(brief(originalUrl.slice(start + 1), redact.path, redact.reach, longestSent)),
    body: bodyText === undefined ? '' : brief(bodyText, redact.body, redact.reach, longestSent),
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

/**
 * Redact and cut a long text. A short text is returned unchanged.
 *
 * @param reach - how far to redact beyond the cut, so that it does not split a secret
 */
function brief (text: string, redact: (text: string) => string, reach: number, longest: number = longestText): string {
  return text.length <= longest ? text : copy(redact(text.slice(0, longest + reach)).slice(0, longest))
}

/** Copy a text, which may be a slice that keeps the whole in memory. JSON also keeps half of a surrogate pair. */
function copy (text: string): string {
  return JSON.parse(JSON.stringify(text))
}

const asItIs = (text: string) => text

function write (
  { id, at, method, path, query, body, status, reason, error, duration, named, count, secrets, presented, fault }:
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
    query: query === '' ? null : redact.path(query).slice(0, longestSent),
    body: body === '' ? null : redact.body(body).slice(0, longestSent),
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
