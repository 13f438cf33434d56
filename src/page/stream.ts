/** The stream of events. Not by EventSource, which can send no header, and so would need the key in the URL. */
import type { Change } from '../schemas/events.ts'
import type { Entry } from '../schemas/requests.ts'
import { bearer, urlOf } from './api.ts'
import { EventSourceParserStream } from './eventsource-parser/dist/stream.js'

/** What the fake tells of: a request, or what was changed. */
export type News = { entry: Entry } | { changed: Change['of'] }

/** How long news are gathered before they are shown, in ms: ten times a second is as live as anybody can see. */
const patience = 100

/**
 * Follows the fake until it goes away.
 *
 * @param key - the enterprise key
 * @param last - id of the newest request that is known, from which on to tell; 0 for none
 * @param signal - ends it
 * @param tell - is called with what has come, in order, at most every 100 ms
 * @returns resolves when the stream is over; rejects as `fetch()` does where it breaks
 */
export async function follow (
  key: string, last: number, signal: AbortSignal, tell: (news: News[]) => void
): Promise<void> {
  const answer = await fetch(urlOf('/_fake/events?changes=true'), {
    headers: { ...bearer(key), 'last-event-id': String(last) }, cache: 'no-store', signal
  })
  const events = (answer.body as ReadableStream<BufferSource>)
    .pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader()
  let gathered: News[] = []
  function flush () {
    const news = gathered
    gathered = []
    // Another key may have been given meanwhile.
    if (!signal.aborted) tell(news)
  }
  for (;;) {
    const { done, value } = await events.read()
    if (done) return
    if (gathered.length === 0) setTimeout(flush, patience)
    const data = JSON.parse(value.data)
    gathered.push(value.event === 'request' ? { entry: data } : { changed: data.of })
  }
}
