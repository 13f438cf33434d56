/** Subscribers: listeners that are notified of requests and changes. */

/** The part of a world that a control request changed. */
export type Change = 'clock' | 'faults' | 'requests' | 'world'

/** A list of subscribers. */
export interface Subscribers<Event> {
  /** Call the listener for all events from now on; return a function that unsubscribes it. */
  subscribe: (listener: (event: Event) => void) => () => void
  notify: (event: Event) => void
}

/** Create an empty list of subscribers. */
export function createSubscribers<Event> (): Subscribers<Event> {
  const listeners = new Set<(event: Event) => void>()
  return {
    subscribe (listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
    notify (event) { for (const listener of listeners) listener(event) }
  }
}
