import t from 'tap'
import { Type, type TSchema } from '@sinclair/typebox'
import {
  Amount, Duration, Flag, InstantSchema, Nullable, NumberAmount, readFlag, requiredIf, StringEnum, TextSchema,
  WholeNumber
} from '../../src/values/schemas.ts'
import { createValidator } from '../../src/values/validator.ts'

const check = createValidator()(Type.Object({
  data: Type.Array(Type.String({ minLength: 1, errorMessage: 'must be a non-empty string' }), {
    minItems: 1, errorMessage: 'must list something'
  }),
  'a/b~c': Type.Optional(Type.Number()),
  plain: Type.Optional(Type.Object({ needed: Type.Boolean() })),
  named: Type.Optional(Type.Record(Type.String({ pattern: '^[a-z]+$' }), Type.Number(), { additionalProperties: false }))
}, { additionalProperties: false, errorMessage: 'must be an object' }))

t.test('does not change a valid value', async (t) => {
  const value = { data: ['1'], 'a/b~c': 1 }
  t.equal(check(value), undefined)
  t.strictSame(value, { data: ['1'], 'a/b~c': 1 })
})

t.test('names the bad value by an RFC 6901 pointer, with the message of the schema', async (t) => {
  t.strictSame(check([]), { pointer: '', message: 'must be an object' })
  t.strictSame(check({}), { pointer: '/data', message: 'is required; it must list something' })
  t.strictSame(check({ data: [] }), { pointer: '/data', message: 'must list something' })
  t.strictSame(check({ data: ['a', 1] }), { pointer: '/data/1', message: 'must be a non-empty string' })
})

t.test('names what is wrong inside a value that may be null', async (t) => {
  const person = Type.Object({ dob: TextSchema }, { errorMessage: 'must be a person' })
  const check = createValidator()(Type.Object({ persons: Nullable(Type.Array(Nullable(person))) }))
  const dob = '/persons/1/dob'
  t.strictSame(check({ persons: [null, { dob: 5 }] }), { pointer: dob, message: 'must be a non-empty string' })
  t.strictSame(check({ persons: [null, 5] }), { pointer: '/persons/1', message: 'must be a person, or null' })
  t.equal(check({ persons: null }), undefined)
})

t.test('uses a default message if the schema has none', async (t) => {
  t.strictSame(check({ data: ['a'], 'a/b~c': '1' }), { pointer: '/a~1b~0c', message: 'must be a number' })
  t.strictSame(check({ data: ['a'], plain: {} }), { pointer: '/plain/needed', message: 'is required (true or false)' })
  t.strictSame(check({ data: ['a'], plain: { needed: 1 } }), { pointer: '/plain/needed', message: 'must be true or false' })
  t.strictSame(check({ data: ['a'], 'x/y': 1 }), {
    pointer: '/x~1y', message: 'is not a known property; known properties: data, a/b~c, plain, named'
  })
  t.strictSame(check({ data: ['a'], named: { A: 1 } }), { pointer: '/named/A', message: 'is not a known property' })
})

t.test('a missing property is described by its possible values', async (t) => {
  const described = (schema: TSchema) => createValidator()(Type.Object({ a: schema }))({})?.message
  t.equal(described(StringEnum(['one'])), 'is required (one)')
  t.equal(described(StringEnum(['one', 'two', 'three'])), 'is required (one, two or three)')
  t.equal(described(Type.Boolean()), 'is required (true or false)')
  t.equal(described(Flag()), 'is required (true or false)')
  t.equal(described(Type.Object({})), 'is required (an object)')
  t.equal(described(Type.Object({}, { errorMessage: { required: 'is needed' } })), 'is needed')
  t.equal(described(Type.Array(Type.String())), 'is required (a list)')
  t.equal(described(InstantSchema), 'is required; it must be an ISO-8601 instant from 1970 to 9999, for example 2026-01-31T12:00:00Z')
  t.equal(described(Type.Number()), 'is required (a number)')
  t.equal(described(Type.Unknown()), 'is required')
})

t.test('a wrong value of a set is answered with the set', async (t) => {
  const described = (schema: TSchema, value: unknown) => createValidator()(schema)(value)?.message
  t.equal(described(StringEnum(['one', 'two', '']), 'three'), 'must be one of one, two')
  t.equal(described(Type.Unsafe({ enum: ['one', null] }), 1), 'must be one of one, null')
  t.equal(described(Nullable(StringEnum(['one', 'two'])), 1), 'must be one of one, two, or null')
  t.equal(described(Nullable(TextSchema), ''), 'must be a non-empty string, or null')
  t.equal(described(Type.String(), 1), 'must be a string')
  t.equal(described(Type.Integer(), 1.5), 'must be a whole number')
  t.equal(described(Type.Array(Type.Number()), {}), 'must be a list')
  t.equal(described(Type.Array(Type.Number(), { maxItems: 1 }), [1, 2]), 'must NOT have more than 1 items')
  for (const value of [1, 0, 'yes', 'True', '', null]) t.equal(described(Flag(), value), 'must be true or false', JSON.stringify(value))
  t.strictSame([true, false, 'true', 'false'].map((value) => [described(Flag(), value), readFlag(value as boolean)]),
    [[undefined, true], [undefined, false], [undefined, true], [undefined, false]])
  t.equal(described(Type.String({ 'x-any-case': ['One'], errorMessage: 'must be One' }), 'oNE'), undefined)
  t.equal(described(Type.String({ 'x-any-case': ['One'], errorMessage: 'must be One' }), 'two'), 'must be One')
})

t.test('a condition does not apply if its property is absent', async (t) => {
  const schema = Type.Object({ kind: StringEnum(['a', 'b']), more: Type.Optional(Type.String()) }, {
    allOf: [requiredIf('kind', ['a', 'A'], ['more'])], errorMessage: 'must be an object'
  })
  const check = createValidator()(schema)
  t.strictSame(check({}), { pointer: '/kind', message: 'is required (a or b)' })
  t.strictSame(check({ kind: 'a' }), { pointer: '/more', message: 'is required if kind is a' })
  t.strictSame([check({ kind: 'b' }), check({ kind: 'a', more: '' })], [undefined, undefined])
  t.strictSame([7, null, []].map((value) => check(value)?.message), Array(3).fill('must be an object'))
})

t.test('a schema may have a message for each keyword', async (t) => {
  const errorMessage = { maxItems: 'must be few', _: 'must be a list' }
  const check = createValidator()(Type.Object({ few: Type.Array(Type.String(), { maxItems: 1, errorMessage }) }))
  t.equal(check({ few: ['a', 'b'] })?.message, 'must be few')
  t.equal(check({ few: 'a' })?.message, 'must be a list')
  t.equal(check({})?.message, 'is required; it must be a list')
})

t.test('a schema may have its own message for a missing value', async (t) => {
  const errorMessage = { required: 'is required (true or false)', _: 'must be true or false' }
  const check = createValidator()(Type.Object({ wires: Type.Boolean({ errorMessage }) }))
  t.equal(check({})?.message, 'is required (true or false)')
  t.equal(check({ wires: 1 })?.message, 'must be true or false')
})

t.test('a whole number may be its digits as a string, and an empty string where that is allowed', async (t) => {
  const [plain, empty] = [{}, { empty: true }].map((more) =>
    createValidator()(WholeNumber({ minimum: 1, maximum: 50, ...more }, 'must be from 1 to 50')))
  for (const value of [1, 50, '1', '050']) t.equal(plain?.(value), undefined, String(value))
  for (const value of [0, 51, 1.5, -1, '51', '1.0', '-1', ' 1', '1e1', 'x', null, true, '']) {
    t.equal(plain?.(value)?.message, 'must be from 1 to 50', String(value))
  }
  t.equal(empty?.(''), undefined)
})

t.test('says which rule an amount breaks', async (t) => {
  const schema = Type.Object({ amount: Amount({ decimals: 2 }), balance: NumberAmount({ zero: true }) })
  const check = createValidator()(schema)
  const problem = (amount: unknown, balance: unknown = 0) => check({ amount, balance })?.message
  t.equal(problem(1), undefined)
  t.equal(problem(1e16), 'must be at most 1000000000000000')
  t.equal(problem(Infinity), 'must be at most 1000000000000000')
  t.equal(problem('0.001'), 'must have at most 2 decimals')
  t.equal(problem(0), 'must be above 0')
  t.equal(problem(null), 'must be a number, or its digits as a string, for example "12.5"')
  t.equal(problem(1, '1'), 'must be a number, for example 12.5')
  t.equal(problem(1, -1), 'must not be negative')
  t.strictSame(check({ balance: 0 }), { pointer: '/amount', message: 'is required; it must be a number above 0, with at most 2 decimals' })
})

t.test('a value of another type is not an amount, duration or instant', async (t) => {
  const duration = Duration(1000, '1 s')
  const schemas = [Amount(), duration, Type.Union([duration, Type.Object({})]), InstantSchema, Type.Object({ min: Type.Number() }, { 'x-ascending': ['min'] })]
  for (const schema of schemas) {
    const check = createValidator()(schema)
    for (const value of [null, true, [], [null], undefined]) t.match(check(value)?.message, /^must /, JSON.stringify(value))
  }
})
