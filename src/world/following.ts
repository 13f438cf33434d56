/** Telling whoever wants to know. */

/** Those who want to know of something. */
export interface Following<News> {
  /** Calls back for each piece of news from now on; returns how to stop it. */
  follow: (listener: (news: News) => void) => () => void
  tell: (news: News) => void
}

/**
 * Makes a following of nobody.
 *
 * @returns see Following
 */
export function createFollowing<News> (): Following<News> {
  const listeners = new Set<(news: News) => void>()
  return {
    follow (listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
    tell (news) { for (const listener of listeners) listener(news) }
  }
}
