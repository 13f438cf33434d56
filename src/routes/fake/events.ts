/** The journal as it is written: server-sent events. @see WHATWG HTML, section 9.2 */
import { Readable } from 'node:stream'
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { EventsQuerySchema, type Change } from '../../schemas/events.ts'
import type { Entry } from '../../schemas/requests.ts'
import type { Journal } from '../../world/journal.ts'

/** How much a slow reader may leave unread, in characters, before it is let go; it can come back with Last-Event-ID. */
const patience = 4 * 1024 * 1024

/**
 * `GET /events`: one `request` event per journalled request; those after `Last-Event-ID` first. With `?changes=true`
 * also a `change` event, without an id, for what is changed by way of the control side.
 */
export const events: FastifyPluginCallbackTypebox = (scope, _options, done) => {
  scope.get('/events', {
    schema: {
      summary: 'The journal as it is written',
      querystring: EventsQuerySchema,
      response: {
        200: {
          description: 'an event `request` for each; its data is an entry of the journal',
          content: { 'text/event-stream': { schema: Type.Unsafe<Readable>({ type: 'string' }) } }
        }
      }
    },
    config: { atOnce: 'streams', refusals: ['too-many-streams'] },
    exposeHeadRoute: false
  }, ({ world, headers, query }, reply) => {
    const stream = new Readable({ read () {}, highWaterMark: patience })
    const send = (text: string) => { if (!stream.push(text)) stream.destroy() }
    // Something has to be sent, or the headers would wait for the first event.
    send(': fake-sfox\n\n')
    const last = headers['last-event-id']
    if (typeof last === 'string') missedSince(world.journal, last).forEach((entry) => send(write(entry)))

    stream.once('close', world.follow((entry) => send(write(entry))))
    if (query.changes === 'true') stream.once('close', world.followChanges((change) => send(writeChange(change))))
    reply.endAtClose(() => stream.push(null))
    reply.type('text/event-stream').header('cache-control', 'no-store').send(stream)
  })
  done()
}

/** A last id that is no number, or was never given out (by this process), says nothing: then everything is new. */
function missedSince (journal: Journal, last: string): Entry[] {
  const since = Number(last)
  const newest = journal.list({ limit: 1 }).requests[0]?.id ?? 0
  return journal.list(since <= newest ? { since } : {}).requests
}

function write (entry: Entry): string {
  return `event: request\nid: ${entry.id}\ndata: ${JSON.stringify(entry)}\n\n`
}

function writeChange (change: Change): string {
  return `event: change\ndata: ${JSON.stringify(change)}\n\n`
}
