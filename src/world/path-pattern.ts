/** Match paths against the patterns of faults and of the journal's filter. */

/**
 * Return a function that tests the path of a request, without its query, against a pattern.
 *
 * @param pattern - a path; percent escapes and a trailing slash make no difference, a `*` at the end matches any suffix
 */
export function matchPath (pattern: string): (path: string) => boolean {
  if (pattern.endsWith('*')) {
    const start = decode(pattern.slice(0, -1))
    return (path) => decode(path).startsWith(start)
  }
  const whole = normalise(pattern)
  return (path) => normalise(path) === whole
}

function normalise (path: string): string {
  const decoded = decode(path)
  return decoded.length > 1 && decoded.endsWith('/') ? decoded.slice(0, -1) : decoded
}

/** Decode percent escapes. Return a path with a malformed escape unchanged. */
function decode (path: string): string {
  try {
    return path.includes('%') ? decodeURIComponent(path) : path
  } catch {
    return path
  }
}
