/** What a JSON value is made of, whatever it says. */

/** A value's shape. `anything` agrees with all: of null, and of the members of an empty list, nothing more is known. */
export type Shape = string | { list: Shape } | { members: Map<string, Shape> }

const anything = 'anything'

/**
 * Reads the shape of a value.
 *
 * @param value - as `JSON.parse()` gives it
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

/**
 * Tells whether two values may be of one kind.
 *
 * @param one - a shape
 * @param other - another
 * @returns false where a property is missing in one, or a type differs
 */
export function agree (one: Shape, other: Shape): boolean {
  if (one === anything || other === anything) return true
  if (typeof one === 'string' || typeof other === 'string') return one === other
  if ('list' in one || 'list' in other) return 'list' in one && 'list' in other && agree(one.list, other.list)
  const names = new Set([...one.members.keys(), ...other.members.keys()])
  return [...names].every((name) => {
    const [here, there] = [one.members.get(name), other.members.get(name)]
    return here !== undefined && there !== undefined && agree(here, there)
  })
}

/**
 * Writes a shape.
 *
 * @param shape - any
 * @returns such as `{data: [{token: 64 hex digits, expires: string}]}`
 */
export function written (shape: Shape): string {
  if (typeof shape === 'string') return shape
  if ('list' in shape) return `[${written(shape.list)}]`
  return `{${[...shape.members].map(([name, member]) => `${name}: ${written(member)}`).join(', ')}}`
}
