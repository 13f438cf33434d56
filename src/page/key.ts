/** The enterprise key, which names the world on the page. It is kept for this tab only and never put into a URL. */

const storageName = 'fake-sfox enterprise key'

/**
 * Find the key: in the fragment `#key=…`, or in the tab's storage. The fragment is removed from the address bar;
 * browsers never send fragments to servers.
 */
export function findKey (): string | undefined {
  const fragment = /^#key=(.+)$/.exec(location.hash)?.[1]
  if (fragment !== undefined) {
    history.replaceState(null, '', location.pathname + location.search)
    keepKey(decode(fragment))
  }
  return sessionStorage.getItem(storageName) ?? undefined
}

/** Keep the key until the tab is closed. */
export function keepKey (key: string): void {
  sessionStorage.setItem(storageName, key)
}

/** Some browsers escape fragments. A key that is not escaped may contain a percent sign. */
function decode (text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
