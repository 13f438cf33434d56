/** Control route that streams the journal as server-sent events. @see WHATWG HTML, section 9.2 */
import { Readable } from 'node:stream'
import { Type } from '@sinclair/typebox'
import { defineControlRoute, type ControlRoute } from '../resources/control-route.ts'
import { pick } from '../resources/refusal.ts'
import { StringEnum } from '../values/schemas.ts'
import type { Entry } from '../world/journal-schema.ts'
import type { Journal } from '../world/journal.ts'
import { controlRefusals } from './refusals.ts'

/** How many characters a slow client may leave unread before it is cut off. It can reconnect with Last-Event-ID. */
const backlog = 4 * 1024 * 1024

const EventsQuerySchema = Type.Object({
  changes: Type.Optional(StringEnum(['true', 'false'], {
    description: 'whether to send `change` events too, when a control route changes the world',
    errorMessage: 'must be true or false'
  }))
}, { additionalProperties: false })

/**
 * Send a `request` event for each request in the journal, beginning with those after `Last-Event-ID`. With
 * `?changes=true`, also send a `change` event, without an id, when a control route changes the world.
 */
const follow = defineControlRoute({
  method: 'GET',
  path: '/_fake/events',
  summary: 'Stream the journal as it is written',
  query: EventsQuerySchema,
  media: 'text/event-stream',
  reply: Type.String({ description: 'a `request` event for each request; its data is an entry of the journal' }),
  refusals: pick(controlRefusals, 'too-many-streams'),
  staysOpen: 'streams',
  handler ({ world, query, headers, onEnd }) {
    const stream = new Readable({ read () {}, highWaterMark: backlog })
    const send = (event: string) => { if (!stream.push(event)) stream.destroy() }
    // A comment, since the headers are sent with the first data.
    send(': fake-sfox\n\n')
    const last = headers['last-event-id']
    if (typeof last === 'string') missedSince(world.journal, last).forEach((entry) => send(requestEvent(entry)))

    stream.once('close', world.onRequest((entry) => send(requestEvent(entry))))
    if (query.changes === 'true') {
      stream.once('close', world.onChange((of) => send(`event: change\ndata: ${JSON.stringify({ of })}\n\n`)))
    }
    onEnd((why) => { if (why === 'stopping') stream.push(null) })
    return stream
  }
})

/** List the entries after an id, or all of them if this process has not assigned the id. */
function missedSince (journal: Journal, last: string): Entry[] {
  const since = Number(last)
  const newest = journal.list({ limit: 1 }).requests[0]?.id ?? 0
  return journal.list(since <= newest ? { since } : {}).requests
}

function requestEvent (entry: Entry): string {
  return `event: request\nid: ${entry.id}\ndata: ${JSON.stringify(entry)}\n\n`
}

export const eventRoutes: ControlRoute[] = [follow]
