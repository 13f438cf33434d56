/** Control routes of the journal: list the requests to the vendor's side, wait for them, clear the journal. */
import type { Static } from '@sinclair/typebox'
import { defineControlRoute, type CallEnd, type ControlRoute } from '../resources/control-route.ts'
import { pick } from '../resources/refusal.ts'
import { parseDuration } from '../values/duration.ts'
import { clearTimeout, setTimeout } from '../values/real-timers.ts'
import { NoContentSchema } from '../values/schemas.ts'
import type { Redact } from '../world/fingerprint.ts'
import { EntryListSchema, FilterQuerySchema, WaitQuerySchema, type Filter } from '../world/journal-schema.ts'
import { matchEntry } from '../world/journal.ts'
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
  refusals: pick(controlRefusals, 'wait-over', 'stopping', 'too-many-waiters'),
  staysOpen: 'waiters',
  async handler ({ world, query, fake, onEnd, refuse }) {
    const { count = '1', timeout = '5s', ...rest } = query
    const filter = readFilter(rest, fake.redact)
    const wanted = { filter, count: Number(count), timeout: parseDuration(timeout) as number }
    const { end, came } = await wait({ ...wanted, world, onEnd })
    if (end === 'enough') return world.journal.list(filter)
    return end === 'stopping' ? refuse('stopping') : refuse('wait-over', { count, came: String(came) })
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

/** Wait for `count` requests, those in the journal included, until the timeout or the shutdown. */
async function wait ({ world, filter, count, timeout, onEnd }: Wait) {
  const matches = matchEntry(filter)
  let came = world.journal.list({ ...filter, limit: undefined }).requests.length
  return await new Promise<{ end: WaitEnd, came: number }>((resolve) => {
    const finish = (end: WaitEnd) => {
      clearTimeout(timer)
      unfollow()
      resolve({ end, came })
    }
    const unfollow = world.onRequest((entry) => {
      if (matches(entry) && ++came >= count) finish('enough')
    })
    const timer = setTimeout(finish, timeout, 'over')
    onEnd(finish)
    if (came >= count) finish('enough')
  })
}

/** Parse a filter. User ids are redacted, as they are in the journal. */
function readFilter (query: Static<typeof FilterQuerySchema>, redact: Redact): Filter {
  const { status, user_id: userId, since, limit, ...rest } = query
  return {
    ...rest,
    status: status === undefined ? undefined : status === 'null' ? null : Number(status),
    user_id: userId === undefined ? undefined : redact.text(userId),
    since: since === undefined ? undefined : Number(since),
    limit: limit === undefined ? undefined : Number(limit)
  }
}

export const requestRoutes: ControlRoute[] = [list, waitForRequests, clear]
