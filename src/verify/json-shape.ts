/** The shape of a JSON value: its types and property names, regardless of values. */

/**
 * A value's shape. `anything` matches every shape: nothing more is known of null, or of the members of an empty list.
 */
export type Shape = string | { list: Shape } | { members: Map<string, Shape> }

const anything = 'anything'

/**
 * Return the shape of a value.
 *
 * @param value - as `JSON.parse()` returns it
 * @param hide - takes secrets out of the name of a property
 * @returns names of types, lists and objects; a list has the shape of its first member
 */
export function shapeOf (value: unknown, hide: (text: string) => string): Shape {
  if (value === null) return anything
  if (Array.isArray(value)) return { list: value.length === 0 ? anything : shapeOf(value[0], hide) }
  if (typeof value === 'object') {
    return { members: new Map(Object.entries(value).map(([name, member]) => [hide(name), shapeOf(member, hide)])) }
  }
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? '64 hex digits' : typeof value
}

/** Tell whether two shapes match; a property that only one of them has is a mismatch. */
export function shapesMatch (one: Shape, other: Shape): boolean {
  if (one === anything || other === anything) return true
  if (typeof one === 'string' || typeof other === 'string') return one === other
  if ('list' in one || 'list' in other) return 'list' in one && 'list' in other && shapesMatch(one.list, other.list)
  return one.members.size === other.members.size && [...one.members].every(([name, member]) => {
    const counterpart = other.members.get(name)
    return counterpart !== undefined && shapesMatch(member, counterpart)
  })
}

/** Write a shape as text, such as `{data: [{token: 64 hex digits, expires: string}]}`. */
export function shapeText (shape: Shape): string {
  if (typeof shape === 'string') return shape
  if ('list' in shape) return `[${shapeText(shape.list)}]`
  return `{${[...shape.members].map(([name, member]) => `${name}: ${shapeText(member)}`).join(', ')}}`
}
