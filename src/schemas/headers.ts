/** Headers of an answer, as they can be set from outside. */
import { Type, type TUnsafe } from '@sinclair/typebox'

/** Headers that frame a message, or say whose it is, and so are nobody's to set. */
const reservedHeaders = [
  'connection', 'content-length', 'keep-alive', 'trailer', 'transfer-encoding', 'upgrade', 'x-fake-sfox', 'x-fake-sfox-reason'
]
const eitherCase = (name: string) => name.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)
const headerName = `^(?!(?:${reservedHeaders.map(eitherCase).join('|')})$)[!#$%&'*+.^_\`|~0-9A-Za-z-]+$`

/**
 * Headers by their names, in either case. HTTP has to allow both, and none may be reserved.
 *
 * @param other - what a value may be besides a text
 * @param description - what they are for
 * @returns the schema
 */
export function Headers<Other extends 'number' | 'null'> (
  other: Other, description: string
): TUnsafe<Record<string, string | (Other extends 'null' ? null : number)>> {
  return Type.Unsafe(Type.Record(Type.String({ pattern: headerName }), Type.Unsafe({
    type: ['string', other],
    pattern: '^[\\t\\x20-\\x7e\\x80-\\xff]*$',
    errorMessage: `must be ${other === 'null' ? other : `a ${other}`}, ` +
      'or a text without line ends and whatever else HTTP does not allow in a header'
  }), {
    additionalProperties: false,
    description: `${description}; not ${reservedHeaders.join(', ')}`,
    errorMessage: 'must be an object of header names and values that HTTP allows; ' +
      `not ${reservedHeaders.slice(0, -1).join(', ')} or ${reservedHeaders.at(-1)}`
  }))
}
