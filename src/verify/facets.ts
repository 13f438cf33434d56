/** What of an answer is held against another's: its status, shape, text, headers, and the form of `expires`. */
import { isDeepStrictEqual } from 'node:util'
import { propertiesOf, type Answer } from './exchange.ts'
import { agree, shapeOf, written, type Shape } from './shape.ts'

/** An answer, as far as it is compared. Holds no secret. */
export interface Facets {
  status: number
  shape: Shape
  /** The text of an error; undefined where there is none. */
  text: string | undefined
  /** Names in lower case, without those that carry an answer rather than belong to it; values in one form each. */
  headers: Record<string, string>
  /** The same as they came. */
  raw: Record<string, string>
  /** The forms in which `expires` is written. */
  expires: string[]
}

/** Something in which two answers differ. */
export interface Difference {
  facet: 'status' | 'shape' | 'text' | 'headers' | 'expires'
  /** As the fake has it, and the server. */
  fake: string
  server: string
}

/** Headers that tell of the connection or the moment, and those that are the fake's own. */
const ofTheWay = new Set([
  'connection', 'content-length', 'date', 'keep-alive', 'trailer', 'transfer-encoding', 'upgrade', 'x-fake-sfox', 'x-fake-sfox-reason'
])

/** Those that tell of the machine, which a fake has only where it was told so. */
const ofTheMachine = new RegExp('^(?:access-control-.*|age|alt-svc|cf-ray|etag|server|set-cookie|strict-transport-security|' +
  'vary|via|x-powered-by|x-request-id)$')

const forms: Array<[form: string, pattern: RegExp]> = [
  ['second', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
  ['millisecond', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/],
  ['other fraction', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/],
  ['offset', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d:?\d\d$/]
]

/**
 * Reads what is compared.
 *
 * @param answer - a whole answer
 * @param hide - takes secrets out of a text
 * @param exactly - whether headers of the machine count too, and seconds in numbers: for fakes
 * @returns see Facets
 */
export function facetsOf (answer: Answer, hide: (text: string) => string, exactly: boolean): Facets {
  const { status, headers, text, json } = answer
  const { error } = propertiesOf(answer)
  const isTelling = (name: string) => !ofTheWay.has(name) && (exactly || !ofTheMachine.test(name))
  const raw = Object.fromEntries(Object.entries(headers)
    .filter(([name]) => isTelling(name)).map(([name, value]) => [hide(name), hide(value)]))
  const inForm = Object.entries(raw).map(([name, value]) => [name, inOneForm(name, value, exactly)])
  const media = headers['content-type']?.split(';')[0]?.trim()
  return {
    status,
    shape: json === undefined ? shapeOfOther(text, hide(media ?? 'of no type')) : json === null ? 'null' : shapeOf(json, hide),
    // When something was is not what is said of it.
    text: typeof error === 'string' ? hide(error).replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '{expires}') : undefined,
    headers: Object.fromEntries(inForm),
    raw,
    expires: [...new Set(formsIn(json))].sort()
  }
}

function shapeOfOther (text: string, media: string): string {
  return text === '' ? 'nothing' : `not JSON (${media})`
}

/**
 * Tells the form of an instant.
 *
 * @param value - what stands in a property `expires`
 * @returns such as `second`; `unknown` for what is none of the known forms
 */
export function formOf (value: unknown): string {
  return forms.find(([, pattern]) => pattern.test(String(value)))?.[0] ?? 'unknown'
}

/**
 * Compares two answers to the same request.
 *
 * @param fake - the fake's
 * @param server - the server's
 * @param everywhere - names of the headers that the server sends with every answer, and which so tell nothing of one
 * @returns what differs; nothing where they agree
 */
export function differences (fake: Facets, server: Facets, everywhere: ReadonlySet<string>): Difference[] {
  const found: Difference[] = []
  const differs = (facet: Difference['facet'], of: (facets: Facets) => string) =>
    found.push({ facet, fake: of(fake), server: of(server) })
  if (fake.status !== server.status) differs('status', ({ status }) => String(status))
  const isAlike = agree(fake.shape, server.shape)
  if (!isAlike) differs('shape', ({ shape }) => written(shape))
  const areTexts = fake.text !== undefined && server.text !== undefined
  if (fake.text !== server.text && (isAlike || areTexts)) differs('text', ({ text }) => JSON.stringify(text) ?? 'none')
  for (const name of differingHeaders(fake, server, everywhere)) {
    differs('headers', ({ headers }) => headers[name] === undefined ? `no ${name}` : `${name}: ${headers[name]}`)
  }
  const comparable = fake.expires.length > 0 && server.expires.length > 0
  if (comparable && !isDeepStrictEqual(fake.expires, server.expires)) differs('expires', ({ expires }) => expires.join(', '))
  return found
}

/**
 * Names the headers in which two answers differ.
 *
 * @param fake - the fake's
 * @param server - the server's
 * @param everywhere - see `differences()`
 * @returns names in lower case
 */
export function differingHeaders (fake: Facets, server: Facets, everywhere: ReadonlySet<string>): string[] {
  return [...new Set([...Object.keys(fake.headers), ...Object.keys(server.headers)])]
    .filter((name) => fake.headers[name] !== server.headers[name])
    // The fake never sends one that means nothing.
    .filter((name) => name in fake.headers || !everywhere.has(name)).sort()
}

/** A value without what differs by chance. @see RFC 9110, sections 8.3.1, 10.2.1 and 10.2.3 */
function inOneForm (name: string, value: string, exactly: boolean): string {
  if (name === 'content-type') return value.toLowerCase().replaceAll(' ', '').replace(';', '; ')
  if (name === 'allow') return value.split(',').map((method) => method.trim()).sort().join(', ')
  if (name === 'retry-after' && !exactly) return /^\d+$/.test(value) ? '{seconds}' : '{date}'
  return value
}

function formsIn (value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(formsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'expires' && typeof member === 'string' ? formOf(member) : formsIn(member))
}
