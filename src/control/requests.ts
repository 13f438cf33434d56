/** Control routes of the journal: list the requests to the vendor's side, wait for them, clear the journal. */
import type { Static } from '@sinclair/typebox'
import { defineControlRoute, type CallEnd, type ControlRoute } from '../resources/control-route.ts'
import { pick } from '../resources/refusal.ts'
import { parseDuration } from '../values/duration.ts'
import { clearTimeout, setTimeout } from '../values/real-timers.ts'
import { NoContentSchema } from '../values/schemas.ts'
import type { Redact } from '../world/fingerprint.ts'
import { EntryListSchema, FilterQuerySchema, WaitQuerySchema, type Entry, type Filter } from '../world/journal-schema.ts'
import { matchEntry, newest } from '../world/journal.ts'
import type { World } from '../world/world.ts'
import { controlRefusals } from './refusals.ts'

const path = '/_fake/requests'

const list = defineControlRoute({
  method: 'GET',
  path,
  summary: 'List the requests in the journal',
  query: FilterQuerySchema,
  reply: EntryListSchema,
  handler: ({ world, query, fake }) => world.journal.list(readFilter(query, fake.redact))
})

const waitForRequests = defineControlRoute({
  method: 'GET',
  path: `${path}/wait`,
  summary: 'Wait for requests',
  query: WaitQuerySchema,
  reply: EntryListSchema,
  refusals: pick(controlRefusals, 'count-too-large', 'wait-over', 'stopping', 'too-many-waiters'),
  staysOpen: 'waiters',
  async handler ({ world, query, fake, onEnd, refuse }) {
    const { count = '1', timeout = '5s', ...rest } = query
    const { limit } = world.journal
    if (Number(count) > limit) refuse('count-too-large', { count, most: String(limit) })
    const filter = readFilter(rest, fake.redact)
    const wanted = { filter, count: Number(count), timeout: parseDuration(timeout) as number }
    const { end, found } = await wait({ ...wanted, world, onEnd })
    if (end === 'enough') return { requests: newest(found, filter.limit), dropped: world.journal.list({ limit: 0 }).dropped }
    return end === 'stopping' ? refuse('stopping') : refuse('wait-over', { count, came: String(found.length) })
  }
})

const clear = defineControlRoute({
  method: 'DELETE',
  path,
  summary: 'Clear the journal',
  status: 204,
  reply: NoContentSchema,
  changes: 'requests',
  handler: ({ world }) => { world.journal.clear() }
})

interface Wait {
  world: World
  filter: Filter
  count: number
  /** In ms of real time. */
  timeout: number
  onEnd: (listener: (why: CallEnd) => void) => void
}

/** How a wait ended. */
type WaitEnd = 'enough' | 'over' | CallEnd

/**
 * Wait for `count` requests, those in the journal included, until the timeout or the end of the call.
 *
 * @returns how it ended, and the requests. They are kept here, since the journal may drop the first before the last
 *   arrives
 */
async function wait ({ world, filter, count, timeout, onEnd }: Wait) {
  const matches = matchEntry(filter)
  const found = world.journal.list({ ...filter, limit: undefined }).requests
  return await new Promise<{ end: WaitEnd, found: Entry[] }>((resolve) => {
    const finish = (end: WaitEnd) => {
      clearTimeout(timer)
      unfollow()
      resolve({ end, found })
    }
    const unfollow = world.onRequest((entry, route) => {
      if (!matches(entry, route)) return
      found.push(entry)
      if (found.length >= count) finish('enough')
    })
    const timer = setTimeout(finish, timeout, 'over')
    onEnd(finish)
    if (found.length >= count) finish('enough')
  })
}

/** Parse a filter. User ids and paths are redacted, as they are in the journal. */
function readFilter (query: Static<typeof FilterQuerySchema>, redact: Redact): Filter {
  const { path, status, user_id: userId, since, limit, ...rest } = query
  return {
    ...rest,
    path: path === undefined ? undefined : redact.path(path),
    status: status === undefined ? undefined : status === 'null' ? null : Number(status),
    user_id: userId === undefined ? undefined : redact.text(userId),
    since: since === undefined ? undefined : Number(since),
    limit: limit === undefined ? undefined : Number(limit)
  }
}

export const requestRoutes: ControlRoute[] = [list, waitForRequests, clear]
