/** Compare two answers to the same request: status, shape, error text, headers, and the format of `expires`. */
import { isDeepStrictEqual } from 'node:util'
import { propertiesOf, timeFormat, type Answer } from '../resources/probe.ts'
import { shapeOf, shapesMatch, shapeText, type Shape } from './json-shape.ts'

/** The facets of an answer that are compared. They hold no secret. */
export interface Facets {
  status: number
  shape: Shape
  /** The text of an error; undefined if there is none. */
  text: string | undefined
  /** Names in lower case; values without differences that mean nothing. */
  headers: Record<string, string>
  /** The same headers as they came. */
  raw: Record<string, string>
  /** The formats in which `expires` is written. */
  expires: string[]
}

/** A difference between two answers, as texts. */
export interface Difference {
  facet: 'status' | 'shape' | 'text' | 'headers' | 'expires'
  fake: string
  server: string
}

/** Headers of the connection or the moment, and the fake's own. */
const transportHeaders = new Set([
  'connection', 'content-length', 'date', 'keep-alive', 'trailer', 'transfer-encoding', 'upgrade', 'x-fake-sfox', 'x-fake-sfox-reason'
])

/** Headers of the infrastructure, which the fake sends only if it is told to. */
const infrastructureHeaders = new RegExp('^(?:access-control-.*|age|alt-svc|cf-ray|etag|server|set-cookie|' +
  'strict-transport-security|vary|via|x-powered-by|x-request-id)$')

/**
 * Read the facets of an answer.
 *
 * @param answer - any
 * @param hide - takes secrets out of a text
 * @param exactly - whether headers of the infrastructure and numbers of seconds are compared too: between fakes
 * @returns the facets
 */
export function facetsOf (answer: Answer, hide: (text: string) => string, exactly: boolean): Facets {
  const { status, headers, text, json } = answer
  const { error } = propertiesOf(answer)
  const raw = Object.entries(headers)
    .filter(([name]) => !transportHeaders.has(name) && (exactly || !infrastructureHeaders.test(name)))
    .map(([name, value]) => [hide(name), hide(value)] as const)
  const media = hide(headers['content-type']?.split(';')[0]?.trim() ?? 'of no type')
  const shapeOfText = text === '' ? 'nothing' : `not JSON (${media})`
  return {
    status,
    shape: json === undefined ? shapeOfText : json === null ? 'null' : shapeOf(json, hide),
    // The two answers are of different moments.
    text: typeof error === 'string' ? hide(error).replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '{expires}') : undefined,
    headers: Object.fromEntries(raw.map(([name, value]) => [name, normalised(name, value, exactly)])),
    raw: Object.fromEntries(raw),
    expires: [...new Set(expiresFormats(json))].sort()
  }
}

/**
 * Compare two answers to the same request.
 *
 * @param fake - the fake's
 * @param server - the server's
 * @param commonHeaders - names of the headers that the server sends with most answers, and which tell nothing of one
 * @returns the differences; none if they agree
 */
export function differences (fake: Facets, server: Facets, commonHeaders: ReadonlySet<string>): Difference[] {
  const found: Difference[] = []
  const differs = (facet: Difference['facet'], textOf: (facets: Facets) => string) =>
    found.push({ facet, fake: textOf(fake), server: textOf(server) })
  if (fake.status !== server.status) differs('status', ({ status }) => String(status))
  const isSameShape = shapesMatch(fake.shape, server.shape)
  if (!isSameShape) differs('shape', ({ shape }) => shapeText(shape))
  const areTexts = fake.text !== undefined && server.text !== undefined
  if (fake.text !== server.text && (isSameShape || areTexts)) differs('text', ({ text }) => JSON.stringify(text) ?? 'none')
  for (const name of differingHeaders(fake, server, commonHeaders)) {
    differs('headers', ({ headers }) => headers[name] === undefined ? `no ${name}` : `${name}: ${headers[name]}`)
  }
  const isComparable = fake.expires.length > 0 && server.expires.length > 0
  if (isComparable && !isDeepStrictEqual(fake.expires, server.expires)) differs('expires', ({ expires }) => expires.join(', '))
  return found
}

/**
 * Name the headers in which two answers differ.
 *
 * @param fake - the fake's
 * @param server - the server's
 * @param commonHeaders - as in `differences()`
 * @returns names in lower case, sorted
 */
export function differingHeaders (fake: Facets, server: Facets, commonHeaders: ReadonlySet<string>): string[] {
  return [...new Set([...Object.keys(fake.headers), ...Object.keys(server.headers)])]
    .filter((name) => fake.headers[name] !== server.headers[name])
    // The fake sends no header without a reason.
    .filter((name) => name in fake.headers || !commonHeaders.has(name)).sort()
}

/** Write a value in one form. @see RFC 9110, sections 8.3.1, 10.2.1 and 10.2.3 */
function normalised (name: string, value: string, exactly: boolean): string {
  if (name === 'content-type') return value.toLowerCase().replaceAll(' ', '').replace(';', '; ')
  if (name === 'allow') return value.split(',').map((method) => method.trim()).sort().join(', ')
  if (name === 'retry-after' && !exactly) return /^\d+$/.test(value) ? '{seconds}' : '{date}'
  return value
}

function expiresFormats (value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(expiresFormats)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'expires' && typeof member === 'string' ? timeFormat(member) : expiresFormats(member))
}
