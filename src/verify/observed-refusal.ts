/** Turn an observed refusal into the assumption that makes the fake refuse in the same way. */
import { fillIn } from '../resources/refusal.ts'
import { differingHeaders, type Facets } from './compare.ts'
import { escapePattern } from '../values/escape-pattern.ts'

/** Both answers to one probe. */
export interface Pair {
  fake: Facets
  server: Facets
}

/** Status, text and headers of a refusal, as in a fixtures file. */
export interface RefusalValue {
  status: number
  error: string
  headers: Record<string, string | null>
}

/**
 * Write the server's refusal as an assumption.
 *
 * @param pair - both answers
 * @param inForce - how the fake refuses
 * @param commonHeaders - names of the headers that the server sends with most answers
 * @returns the assumption; undefined if the answer is no `{"error": "…"}`, which is all that the fake can say
 */
export function observedRefusal (
  { fake, server }: Pair, inForce: RefusalValue, commonHeaders: ReadonlySet<string>
): RefusalValue | undefined {
  if (server.text === undefined) return undefined
  const values = placeholderValues(fake, inForce.error)
  const changes = differingHeaders(fake, server, commonHeaders).map((name) => {
    const value = server.raw[name]
    return [name, value === undefined ? null : withPlaceholders(value, values)]
  })
  return {
    status: server.status,
    error: server.text === fake.text ? inForce.error : withPlaceholders(server.text, values),
    headers: { ...inForce.headers, ...Object.fromEntries(changes) }
  }
}

/**
 * Tell whether an assumption explains an answer.
 *
 * @param value - the assumption, made of another probe of the same row
 * @param pair - both answers to this probe
 * @param inForce - how the fake refuses
 * @returns false if no single assumption can make the fake give both answers
 */
export function explains (value: RefusalValue, { fake, server }: Pair, inForce: RefusalValue): boolean {
  return server.status === value.status && server.text === fillIn(value.error, placeholderValues(fake, inForce.error))
}

/** Read the values of a template's placeholders from the fake's text; none if a timestamp in it was replaced. */
function placeholderValues ({ text }: Facets, template: string): Record<string, string> {
  const parts = template.split(/\{(\w+)\}/)
  const names = parts.filter((_, index) => index % 2 === 1)
  const pattern = parts.map((part, index) => index % 2 === 1 ? '(.*)' : escapePattern(part)).join('')
  const [, ...found] = new RegExp(`^${pattern}$`, 's').exec(String(text)) ?? []
  return Object.fromEntries(found.map((value, index) => [names[index], value]))
}

/** Replace values by their placeholders; the longest first, because one may contain another. */
function withPlaceholders (text: string, values: Record<string, string>): string {
  const longEnough = Object.entries(values).filter(([, value]) => value.length > 1)
  const names = new Map(longEnough.map(([name, value]) => [value, name]))
  if (names.size === 0) return text
  const longestFirst = [...names.keys()].sort((one, other) => other.length - one.length)
  return text.replaceAll(new RegExp(longestFirst.map(escapePattern).join('|'), 'g'), (value) => `{${names.get(value)}}`)
}
