/** Paths as a fault's `match` and the journal's filter name them. */

/**
 * Makes the test for a pattern.
 *
 * @param pattern - a path, percent-escaped or not, with or without a slash at its end; `*` at its end is for whatever
 *   follows, nothing included
 * @returns a function that takes a request's path, without its query
 */
export function matchPath (pattern: string): (path: string) => boolean {
  if (pattern.endsWith('*')) {
    const start = decode(pattern.slice(0, -1))
    return (path) => decode(path).startsWith(start)
  }
  const whole = plain(pattern)
  return (path) => plain(path) === whole
}

function plain (path: string): string {
  const decoded = decode(path)
  return decoded.length > 1 && decoded.endsWith('/') ? decoded.slice(0, -1) : decoded
}

/** What cannot be decoded stands for itself. */
function decode (path: string): string {
  try {
    return path.includes('%') ? decodeURIComponent(path) : path
  } catch {
    return path
  }
}
