import t from 'tap'
import { Type } from '@sinclair/typebox'
import { createNullRemover, withNullableProperties } from '../../src/values/null-properties.ts'
import { Nullable } from '../../src/values/schemas.ts'

const schema = Type.Object({
  needed: Type.String(),
  optional: Type.Optional(Type.String()),
  any: Type.Optional(Type.Unknown()),
  stays: Type.Optional(Nullable(Type.String())),
  only: Type.Optional(Type.Null()),
  inner: Type.Optional(Nullable(Type.Object({ name: Type.Optional(Type.String()) }))),
  list: Type.Optional(Type.Array(Type.Object({ name: Type.Optional(Type.String()) }))),
  texts: Type.Optional(Type.Array(Type.String())),
  either: Type.Optional(Type.Union([
    Type.Object({ a: Type.Optional(Type.String()) }), Type.Object({ a: Type.Null(), b: Type.String() })
  ]))
})

function without (value: unknown) {
  createNullRemover(schema)?.(value)
  return value
}

t.test('removes declared properties that are null, in nested objects too', async (t) => {
  t.strictSame(without({ needed: null, optional: null, any: null }), {})
  t.strictSame(without({ inner: { name: null, other: null } }), { inner: { other: null } })
  t.strictSame(without({ list: [{ name: null }, { name: 'a' }, null] }), { list: [{}, { name: 'a' }, null] })
  t.strictSame(without({ inner: null, list: null, either: null }), { inner: null })
})

t.test('keeps null where a schema names it, items of lists, and what is not declared', async (t) => {
  for (const value of [
    { stays: null, only: null }, { texts: [null] }, { unknown: null }, { either: { a: null } }, { needed: '', optional: 0 }
  ]) {
    t.strictSame(without(structuredClone(value)), value)
  }
  t.strictSame(without({ either: { b: null } }), { either: {} })
  for (const value of [null, 'text', 7, [null]]) t.strictSame(without(value), value)
})

t.test('does nothing for a schema without properties', async (t) => {
  for (const schema of [Type.String(), Type.Array(Type.String()), Type.Object({})]) {
    t.equal(createNullRemover(schema), undefined)
  }
})

t.test('describes optional properties as nullable', async (t) => {
  const [text, nothing] = [{ type: 'string' }, { type: 'null' }]
  const described = (schema: object) => JSON.parse(JSON.stringify(withNullableProperties(schema)))
  const flat = Type.Object({ a: Type.String(), b: Type.Optional(Type.String()), c: Type.Optional(Type.Unknown()) })
  t.strictSame(described(flat), {
    type: 'object', required: ['a'], properties: { a: text, b: { anyOf: [text, nothing] }, c: {} }
  })
  const inner = Type.Object({ a: Type.Optional(Type.String()) })
  t.strictSame(described(Type.Array(inner)).items.properties, { a: { anyOf: [text, nothing] } })
  t.strictSame(described(Nullable(inner)).anyOf[0].properties, { a: { anyOf: [text, nothing] } })
  const either = Type.Object({ a: Type.Optional(Type.String()) }, { anyOf: [{ required: ['a'] }, { required: ['b'] }] })
  t.strictSame(described(either).anyOf, [{ required: ['a'], properties: { a: text } }, { required: ['b'] }])
  const conditional = Type.Object({ a: Type.Optional(Type.String()) }, {
    allOf: [
      { if: { required: ['b'] }, then: { required: ['a', 'c'] } },
      { not: { required: ['d'] } },
      { if: true, then: { minProperties: 1 } }
    ]
  })
  t.strictSame(described(conditional).allOf, [
    { if: { required: ['b'] }, then: { required: ['a', 'c'], properties: { a: text } } },
    { not: { required: ['d'] } },
    { if: true, then: { minProperties: 1 } }
  ])
})
