/** The enterprise key, which names the world that is shown. It is kept for this tab only, and stands in no URL. */

const name = 'fake-sfox enterprise key'

/**
 * Finds the key: in the fragment `#key=…`, which is then taken out of the address, or where the tab has kept it. A
 * fragment is never sent to a server.
 *
 * @returns the key; undefined where there is none
 */
export function findKey (): string | undefined {
  const fragment = /^#key=(.+)$/.exec(location.hash)?.[1]
  if (fragment !== undefined) {
    history.replaceState(null, '', location.pathname + location.search)
    keepKey(decode(fragment))
  }
  return sessionStorage.getItem(name) ?? undefined
}

/**
 * Keeps the key until the tab is closed.
 *
 * @param key - the key
 */
export function keepKey (key: string): void {
  sessionStorage.setItem(name, key)
}

/** Some browsers escape what was typed, and a key may hold a percent sign of its own. */
function decode (text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
