/** The journal of a world: what was asked of the vendor's side, and waiting for it. */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import type { Static } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import { parseDuration } from '../../duration.ts'
import { refusal } from '../../refusal.ts'
import { NoContentSchema } from '../../schemas/common.ts'
import { EntryListSchema, FilterQuerySchema, WaitQuerySchema, type Filter } from '../../schemas/requests.ts'
import type { Redact } from '../../world/fingerprint.ts'
import { watch } from '../../world/watch.ts'
import type { WorldState } from '../../world/world.ts'

/** What the routes need to know. */
export interface RequestsOptions {
  redact: Redact
}

/** `GET` and `DELETE /requests`, `GET /requests/wait`. */
export const requests: FastifyPluginCallbackTypebox<RequestsOptions> = (scope, { redact }, done) => {
  scope.get('/requests', {
    schema: { summary: 'The journal', querystring: FilterQuerySchema, response: { 200: EntryListSchema } }
  }, ({ world, query }) => world.journal.list(readFilter(query, redact)))

  scope.get('/requests/wait', {
    schema: { summary: 'Wait for requests', querystring: WaitQuerySchema, response: { 200: EntryListSchema } },
    config: { atOnce: 'waiters', refusals: ['wait-over', 'stopping', 'too-many-waiters'] },
    exposeHeadRoute: false
  }, async ({ world, query }, reply) => {
    const { count = '1', timeout = '5s', ...rest } = query
    const filter = readFilter(rest, redact)
    const patience = parseDuration(timeout) as number
    const { how, came } = await wait({ world, filter, count: Number(count), timeout: patience, reply })
    if (how === 'enough') return world.journal.list(filter)
    if (how === 'stopping') throw refusal('stopping')
    throw refusal('wait-over', { count, came: String(came) })
  })

  scope.delete('/requests', {
    schema: { summary: 'Empty the journal', response: { 204: NoContentSchema } },
    config: { changes: 'requests' }
  }, ({ world }, reply) => {
    world.journal.clear()
    reply.code(204).send(null)
  })
  done()
}

/** What a wait needs to know; `timeout` in ms of real time. */
interface Wait {
  world: WorldState
  filter: Filter
  count: number
  timeout: number
  reply: FastifyReply
}

/** Ends when enough have come, the time is over or the caller is gone, or the fake stops. */
async function wait ({ world, filter, count, timeout, reply }: Wait) {
  return await new Promise<{ how: 'enough' | 'over' | 'stopping', came: number }>((resolve) => {
    const end = (how: 'enough' | 'over' | 'stopping') => () => {
      clearTimeout(timer)
      watching.stop()
      resolve({ how, came: watching.came() })
    }
    const watching = watch(world, filter, count, end('enough'))
    const timer = setTimeout(end('over'), timeout)
    reply.endAtClose(end('stopping'))
    reply.raw.once('close', end('over'))
  })
}

/** Ids are journalled without secrets, so that they have to be looked for without them. */
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
