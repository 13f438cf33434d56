/** The event stream. EventSource cannot send headers, so it would need the key in the URL. */
import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { Change } from '../world/subscribers.ts'
import type { Entry } from '../world/journal-schema.ts'
import { bearer, type Api } from './api.ts'

/** An event of the stream: a request, or the part of the world that changed. */
export type StreamEvent = { entry: Entry } | { changed: Change }

/** How long events are collected before they are shown, in ms. Faster updates are not visible. */
const batchInterval = 100

/**
 * Follow the events of a world.
 *
 * @param lastId - id of the newest known request; the stream sends the later ones. 0 for none
 * @param signal - ends the stream
 * @param onEvents - receives events in order, at most every 100 ms
 * @returns resolves when the server ends the stream; rejects as `fetch()` does if it breaks
 */
export async function followEvents (
  api: Api, lastId: number, signal: AbortSignal, onEvents: (events: StreamEvent[]) => void
): Promise<void> {
  const response = await fetch(api.urlOf('/_fake/events?changes=true'), {
    headers: { ...bearer(api.key), 'last-event-id': String(lastId) }, cache: 'no-store', signal
  })
  const events = (response.body as ReadableStream<BufferSource>)
    .pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader()
  let batch: StreamEvent[] = []
  function flush () {
    const collected = batch
    batch = []
    // The key may have changed since the timer was set.
    if (!signal.aborted) onEvents(collected)
  }
  for (;;) {
    const { done, value } = await events.read()
    if (done) return
    if (batch.length === 0) setTimeout(flush, batchInterval)
    const data = JSON.parse(value.data)
    batch.push(value.event === 'request' ? { entry: data } : { changed: data.of })
  }
}
