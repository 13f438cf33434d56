/** From what was seen of a row to the value that makes the fake behave so. */
import { fillIn } from '../refusal.ts'
import { differingHeaders, type Facets } from './facets.ts'
import { literally } from './secrets.ts'

/** Both answers to one probe. */
export interface Pair {
  fake: Facets
  server: Facets
}

/** Status, text and headers of a refusal, as a fixtures file sets them. */
export interface RefusalValue {
  status: number
  error: string
  headers: Record<string, string | null>
}

/**
 * Reads how the server refuses, in the form of an assumption.
 *
 * @param pair - both answers
 * @param inForce - how the fake refuses
 * @param everywhere - names of the headers that the server sends with every answer
 * @returns the assumption; undefined where the answer is no `{"error": "…"}`, which is all that the fake can say
 */
export function refusalSeen (
  { fake, server }: Pair, inForce: RefusalValue, everywhere: ReadonlySet<string>
): RefusalValue | undefined {
  if (server.text === undefined) return undefined
  const values = valuesIn(fake, inForce.error)
  const changes = differingHeaders(fake, server, everywhere).map((name) => {
    const value = server.raw[name]
    return [name, value === undefined ? null : generalised(value, values)] as const
  })
  return {
    status: server.status,
    error: server.text === fake.text ? inForce.error : generalised(server.text, values),
    headers: { ...inForce.headers, ...Object.fromEntries(changes) }
  }
}

/**
 * Tells whether an assumption explains an answer.
 *
 * @param value - what another probe of the same row has shown
 * @param pair - both answers to this one
 * @param inForce - how the fake refuses
 * @returns false where one row of the table cannot hold what the server does in both cases
 */
export function explains (value: RefusalValue, { fake, server }: Pair, inForce: RefusalValue): boolean {
  return server.status === value.status && server.text === fillIn(value.error, valuesIn(fake, inForce.error))
}

/** What stands for each placeholder of a template in the fake's text; nothing where an instant in it hides the rest. */
function valuesIn ({ text }: Facets, template: string): Record<string, string> {
  const parts = template.split(/\{(\w+)\}/)
  const names = parts.filter((_, index) => index % 2 === 1)
  const pattern = parts.map((part, index) => index % 2 === 1 ? '(.*)' : literally(part)).join('')
  const [, ...found] = new RegExp(`^${pattern}$`, 's').exec(String(text)) ?? []
  return Object.fromEntries(found.map((value, index) => [names[index], value]))
}

/** A text with placeholders in the place of their values, the longest first, since one may hold another. */
function generalised (text: string, values: Record<string, string>): string {
  const telling = Object.entries(values).filter(([, value]) => value.length > 1)
  const names = new Map(telling.map(([name, value]) => [value, name]))
  if (names.size === 0) return text
  const longestFirst = [...names.keys()].sort((one, other) => other.length - one.length)
  return text.replaceAll(new RegExp(longestFirst.map(literally).join('|'), 'g'), (value) => `{${names.get(value)}}`)
}
