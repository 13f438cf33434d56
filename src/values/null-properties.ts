/** Treat null as if a property were absent. */
import type { TSchema } from '@sinclair/typebox'

/** Remove properties from a value, in place. */
export type Remove = (value: unknown) => void

/** The keywords of a schema that matter here. */
interface Keywords {
  allOf?: Array<{ then?: Keywords }>
  anyOf?: Keywords[]
  const?: unknown
  items?: Keywords
  properties?: Record<string, Keywords>
  required?: string[]
  type?: string | string[]
}

/**
 * Create a function that removes each declared property that is null, in nested objects too. A property stays null if
 * its schema names null.
 *
 * @returns undefined if the schema has no such property
 */
export function createNullRemover (schema: TSchema): Remove | undefined {
  return removerOf([schema as Keywords])
}

function removerOf (schemas: Keywords[]): Remove | undefined {
  const members = schemas.flatMap(membersOf)
  if (members.length === 0) return undefined
  const names = [...new Set(members.flatMap(({ properties = {} }) => Object.keys(properties)))]
  const schemasOf = (name: string) => members.flatMap(({ properties }) => properties?.[name] ?? [])
  const removable = names.filter((name) => !schemasOf(name).some(allowsNull))
  const nested = names.flatMap((name) => {
    const remove = removerOf(schemasOf(name))
    return remove ? [{ name, remove }] : []
  })
  const removeFromItem = removerOf(members.flatMap(({ items }) => items ?? []))
  if (names.length === 0 && !removeFromItem) return undefined

  return (value) => {
    if (Array.isArray(value)) {
      if (removeFromItem) for (const item of value) removeFromItem(item)
    } else if (typeof value === 'object' && value !== null) {
      const object = value as Record<string, unknown>
      for (const name of removable) if (object[name] === null) delete object[name]
      for (const { name, remove } of nested) remove(object[name])
    }
  }
}

/** Return a schema that also allows null for each optional property, for documents. */
export function withNullableProperties<S extends object> (schema: S): S {
  const { allOf, anyOf, items, properties = {}, required = [] } = schema as Keywords
  const isNullable = (name: string, property: Keywords) =>
    (property.type ?? property.anyOf) !== undefined && !required.includes(name) && !allowsNull(property)
  return {
    ...schema,
    // A member or a condition may require a property, which then must not be null.
    ...(anyOf && { anyOf: anyOf.map((member) => withDeclared(withNullableProperties(member), properties)) }),
    ...(items && { items: withNullableProperties(items) }),
    ...('properties' in schema && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, property]) => {
        const inner = withNullableProperties(property)
        return [name, isNullable(name, property) ? { anyOf: [inner, { type: 'null' }] } : inner]
      }))
    }),
    ...(allOf && {
      allOf: allOf.map((part) => part.then ? { ...part, then: withDeclared(part.then, properties) } : part)
    })
  }
}

function withDeclared (part: Keywords, declared: Record<string, Keywords>): Keywords {
  const { required = [], properties } = part
  const named = required.flatMap((name) => declared[name] ? [[name, declared[name]] as const] : [])
  return named.length === 0 ? part : { ...part, properties: { ...Object.fromEntries(named), ...properties } }
}

function membersOf (schema: Keywords): Keywords[] {
  return [schema, ...(schema.anyOf ?? []).flatMap(membersOf)]
}

function allowsNull (schema: Keywords): boolean {
  return membersOf(schema).some(({ type, const: only }) => [type].flat().includes('null') || only === null)
}
