/** Match requests against the paths of faults and filters: a route, a path, or a start that ends in `*`. */
import { Type } from '@sinclair/typebox'

/** Schema of a path pattern. */
export const PathPatternSchema = Type.String({
  pattern: '^/[^*?]*\\*?$',
  description: 'a route as documented (/v1/orders/:id), or a path, without a query; a * at the end matches any suffix',
  errorMessage: 'must be a route (/v1/orders/:id) or a path that begins with a slash, without a query; a * may stand only at its end'
})

/** Test the path of a request, without its query, and its route; undefined if it has none. */
export type MatchPath = (path: string, route?: string | undefined) => boolean

/**
 * Return a function that tests requests against a pattern.
 *
 * @param pattern - a `*` at the end matches any suffix. With a segment such as `:id` it names routes, and names of
 *   parameters make no difference. Otherwise it is a path; percent escapes and a trailing slash make no difference
 */
export function matchPath (pattern: string): MatchPath {
  const isStart = pattern.endsWith('*')
  const text = isStart ? pattern.slice(0, -1) : pattern
  if (namesRoute(text)) {
    const wanted = withoutNames(isStart ? text : trimmed(text))
    return isStart
      ? (_path, route) => route !== undefined && withoutNames(route).startsWith(wanted)
      : (_path, route) => route !== undefined && withoutNames(route) === wanted
  }
  if (isStart) {
    const start = decode(text)
    return (path) => decode(path).startsWith(start)
  }
  const whole = decode(trimmed(text))
  return (path) => decode(trimmed(path)) === whole
}

/**
 * Return whether any request of a route can match a pattern.
 *
 * @param route - its path, with parameters as `:id`
 */
export function canMatchRoute (pattern: string, route: string): boolean {
  const isStart = pattern.endsWith('*')
  const text = isStart ? pattern.slice(0, -1) : trimmed(pattern)
  if (namesRoute(text)) return matchPath(pattern)('', route)
  if (!isDecodable(text)) return false
  const given = text.split('/')
  const segments = route.split('/')
  if (isStart ? given.length > segments.length : given.length !== segments.length) return false
  return given.every((one, index) => {
    const segment = segments[index] as string
    if (isStart && index === given.length - 1) return segment.startsWith(':') || segment.startsWith(decode(one))
    return segment.startsWith(':') ? one !== '' : segment === decode(one)
  })
}

function namesRoute (pattern: string): boolean {
  return pattern.includes('/:')
}

function withoutNames (route: string): string {
  return route.replaceAll(/\/:\w*/g, '/:')
}

function trimmed (path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}

/** Decode percent escapes, but not that of a slash, which does not divide segments. Leave malformed escapes. */
function decode (path: string): string {
  if (!path.includes('%')) return path
  try {
    return decodeURIComponent(path.replaceAll(/%2f/gi, '%252F'))
  } catch {
    return path
  }
}

/** Return whether the percent escapes of a path or a query are UTF-8. */
export function isDecodable (text: string): boolean {
  if (!text.includes('%')) return true
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
