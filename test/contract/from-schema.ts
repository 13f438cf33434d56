/**
 * Generate values that match a JSON Schema, and values that do not, for the keywords that the OpenAPI document uses.
 * Any other keyword is an error, so that none is ignored silently.
 */
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import type { AmountRule } from '../../src/values/money.ts'

/** A JSON Schema. */
export type Schema = Record<string, any>

const keywords = [
  'additionalProperties', 'allOf', 'anyOf', 'const', 'default', 'description', 'enum', 'exclusiveMaximum',
  'exclusiveMinimum', 'if', 'items', 'maxLength', 'maxProperties', 'maximum', 'minItems', 'minLength', 'minProperties',
  'minimum', 'pattern', 'properties', 'propertyNames', 'required', 'then', 'type', 'x-amount', 'x-any-case',
  'x-ascending', 'x-duration', 'x-instant', 'x-whole-number'
]

const ajv = new Ajv2020({ strict: false })
function inMs (length: unknown): number {
  const units: Record<string, number> = { '': 1, ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
  const [, count, unit = ''] = /^([\d.]+)([a-z]*)$/.exec(String(length)) ?? []
  return Number(count) * (units[unit] ?? Number.NaN)
}
// Our own keywords, as far as the values below need them.
ajv.addKeyword({
  keyword: 'x-instant',
  validate: (_: true, text: string) => /^\d{4}-\d\d-\d\dT.*Z$/.test(text) && Date.parse(text) >= 0
})
ajv.addKeyword({
  keyword: 'x-duration', validate: (longest: number, length: unknown) => inMs(length) >= 0 && inMs(length) <= longest
})
ajv.addKeyword({
  keyword: 'x-amount',
  validate: ({ decimals, zero, negative, empty, text = true }: AmountRule, amount: unknown) => amount === ''
    ? empty === true
    : (text || typeof amount === 'number') &&
      new RegExp(`^-?\\d+(\\.\\d{1,${decimals ?? ''}})?$`).test(String(amount)) &&
      (negative ? Number(amount) >= -1e15 : zero ? Number(amount) >= 0 : Number(amount) > 0) && Number(amount) <= 1e15
})
ajv.addKeyword({
  keyword: 'x-whole-number',
  validate: ({ minimum, maximum, empty }: any, value: unknown) => value === ''
    ? empty === true
    : /^\d+$/.test(String(value)) && Number(value) >= minimum && Number(value) <= maximum
})
ajv.addKeyword({
  keyword: 'x-any-case',
  type: 'string',
  validate: (allowed: string[], text: string) => allowed.map((one) => one.toLowerCase()).includes(text.toLowerCase())
})
ajv.addKeyword({
  keyword: 'x-ascending',
  type: 'object',
  validate: ([from, to]: [string, string], value: Record<string, string | number>) =>
    !(inMs(value[from]) > inMs(value[to]))
})

/** Return whether a value matches a schema. Ajv caches compiled schemas. */
export const fits = (schema: Schema, value: unknown): boolean => ajv.validate(schema, value)

/** Generate values that match a schema. */
export const valid = (schema: Schema): fc.Arbitrary<any> => nearly(schema).filter((value) => fits(schema, value))

/** Generate values that do not match a schema. */
export const invalid = (schema: Schema): fc.Arbitrary<any> =>
  fc.oneof(...spoilt(schema)).filter((value) => !fits(schema, value))

/** JSON values, without `__proto__`, which parsers refuse. */
const anything = fc.jsonValue({ maxDepth: 1 }).filter((value) => !JSON.stringify(value).includes('__proto__'))
const otherName = fc.constantFrom('usd', 'btc', 'x-other', 'Retry-After', 'USD', 'connection', 'a b', '')

/** Generate values that match the schema of each part, but may break rules about several properties. */
function nearly (schema: Schema): fc.Arbitrary<any> {
  const unknown = Object.keys(schema).filter((name) => !keywords.includes(name))
  if (unknown.length > 0) throw new Error(`no values are known for ${unknown.join(', ')}`)
  if (schema['enum']) return fc.constantFrom(...schema['enum'])
  if (schema['x-instant']) return fc.constantFrom('1970-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z')
  if (schema['x-duration']) return fc.constantFrom(0, '0s', 1, '5ms', '1.5s', 3000, '1h', schema['x-duration'])
  if (schema['x-amount']) return fc.constantFrom(...amountsFor(schema['x-amount']))
  if (schema['x-whole-number']) return fc.constantFrom(...wholeNumbersFor(schema['x-whole-number']))
  if (schema['x-any-case']) return fc.constantFrom(...schema['x-any-case'], schema['x-any-case'][0].toUpperCase())
  if (schema['anyOf'] && !schema['properties']) return fc.oneof(...schema['anyOf'].map(nearly))
  if (!schema['type']) return anything
  return fc.oneof(...[schema['type']].flat().map((type: keyof typeof ofType) => ofType[type](schema)))
}

const amountsFor = ({ zero, negative, empty, text = true }: AmountRule): unknown[] => [
  1, 0.5, 100, 0.01, ...(text ? ['12.5', '20000', '1000000'] : []), ...(zero ? [0] : []),
  ...(negative ? [0, -12.5] : []), ...(empty ? [''] : [])
]

const wholeNumbersFor = ({ minimum, maximum, empty }: any): unknown[] =>
  [minimum, String(minimum), String(Math.min(maximum, minimum + 200)), ...(empty ? [''] : [])]

const ofType = {
  null: () => fc.constant(null),
  boolean: () => fc.boolean(),
  integer: ({ minimum: min = -1000, maximum: max = min + 1e6 }: Schema) => fc.integer({ min, max: Math.min(max, 1e9) }),
  number: ({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema) => fc.double({
    min: minimum ?? exclusiveMinimum ?? -1e6,
    max: maximum ?? exclusiveMaximum ?? 1e6,
    minExcluded: exclusiveMinimum !== undefined,
    maxExcluded: exclusiveMaximum !== undefined,
    noNaN: true
  }),
  string: ({ pattern, minLength = 0, maxLength = 20 }: Schema) =>
    // For a pattern that only excludes texts, filtering random ones is faster.
    pattern === undefined || pattern.includes('(?!')
      ? fc.string({ minLength: pattern ? 1 : minLength, maxLength: Math.min(maxLength, 20) })
      : fc.stringMatching(new RegExp(pattern)),
  array: ({ items = {}, minItems: minLength = 0 }: Schema) =>
    fc.array(nearly(items), { minLength, maxLength: minLength + 2 }),
  object: ({ properties = {}, required = [], additionalProperties = true }: Schema): fc.Arbitrary<any> => {
    const named = fc.record(
      Object.fromEntries(Object.entries<Schema>(properties).map(([name, one]) => [name, nearly(one)])),
      { requiredKeys: required, noNullPrototype: true })
    if (additionalProperties === false) return named
    const others = additionalProperties === true ? anything : nearly(additionalProperties)
    return fc.tuple(fc.dictionary(otherName, others, { maxKeys: 2, noNullPrototype: true }), named)
      .map(([more, known]) => ({ ...more, ...known }))
  }
}

const junk = fc.constantFrom<unknown>(null, true, 7, -1.5, 'not this', '', [], [[]], {}, { nonesuch: 1 })

/** Return whether a schema refuses any value. For one that does not, the search would never end. */
const canBeBad = (schema: unknown): boolean =>
  typeof schema === 'object' && Object.keys(schema as Schema).some((name) => !['default', 'description'].includes(name))

/** Generate values that break one rule of a schema each. Some of them may still match. */
function spoilt (schema: Schema): Array<fc.Arbitrary<any>> {
  const { minimum, maximum, maxLength, items, minItems, additionalProperties, minProperties } = schema
  const edges = [
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(maximum === undefined ? [] : [maximum + 1]),
    ...['exclusiveMinimum', 'exclusiveMaximum'].flatMap((name) => schema[name] ?? []),
    ...(maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)]),
    ...(minItems === undefined ? [] : [[]]),
    ...(minProperties === undefined ? [] : [{}]),
    ...(schema['x-instant'] ? ['yesterday', '1969-12-31T23:59:59Z', '2026-01-31'] : []),
    ...(schema['x-duration'] ? [-1, '-1s', 'soon', '1y', '1 hour', schema['x-duration'] + 1] : []),
    ...(schema['x-amount']
      ? [0, -1, '0', 'much', 1e16, '1e5', `0.${'0'.repeat(schema['x-amount'].decimals ?? 0)}1`]
      : []),
    ...(schema['x-whole-number'] ? [schema['x-whole-number'].minimum - 1, '1.5', 'one'] : [])
  ]
  return [
    junk,
    ...(edges.length > 0 ? [fc.constantFrom(...edges)] : []),
    ...(canBeBad(items) ? [fc.tuple(valid(schema), invalid(items)).map(([list, bad]) => [...list, bad])] : []),
    ...(schema['type'] === 'object' ? spoiltObjects(schema) : []),
    ...(schema['anyOf'] && !schema['properties'] ? schema['anyOf'].flatMap(spoilt) : []),
    ...(canBeBad(additionalProperties)
      ? [fc.tuple(otherName, invalid(additionalProperties)).map(([name, bad]) => ({ [name]: bad }))]
      : [])
  ]
}

function spoiltObjects (schema: Schema): Array<fc.Arbitrary<any>> {
  const good = valid(schema)
  const { properties = {}, required = [], additionalProperties } = schema
  return [
    ...Object.entries<Schema>(properties).filter(([, one]) => canBeBad(one)).map(([name, one]) =>
      fc.tuple(good, invalid(one)).map(([value, bad]) => ({ ...value, [name]: bad }))),
    ...required.map((name: string) => good.map(({ [name]: _, ...rest }) => rest)),
    ...(additionalProperties === false ? [good.map((value) => ({ ...value, nonesuch: 1 }))] : []),
    // Rules about several properties.
    ...['allOf', 'anyOf', 'maxProperties', 'propertyNames', 'x-ascending'].some((name) => name in schema) ? [nearly(schema)] : []
  ]
}
