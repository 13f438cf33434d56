/** Define the schema of response headers that faults, stubs and assumptions set. */
import { Type, type TUnsafe } from '@sinclair/typebox'

/** Headers that cannot be set, since they frame the message or identify the fake. */
const reservedHeaders = [
  'connection', 'content-length', 'keep-alive', 'trailer', 'transfer-encoding', 'upgrade', 'x-fake-sfox', 'x-fake-sfox-reason'
]
const eitherCase = (name: string) => name.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)
const headerName = `^(?!(?:${reservedHeaders.map(eitherCase).join('|')})$)[!#$%&'*+.^_\`|~0-9A-Za-z-]+$`

/**
 * Create the schema of an object of header names and values. Names are case-insensitive.
 *
 * @param other - the other type that a value may have, besides string
 * @param description - the purpose of the headers
 */
export function Headers<Other extends 'number' | 'null'> (
  other: Other, description: string
): TUnsafe<Record<string, string | (Other extends 'null' ? null : number)>> {
  return Type.Unsafe(Type.Record(Type.String({ pattern: headerName }), Type.Unsafe({
    type: ['string', other],
    pattern: '^[\\t\\x20-\\x7e\\x80-\\xff]*$',
    errorMessage: `must be ${other === 'null' ? other : `a ${other}`}, ` +
      'or a string that HTTP allows as a header value (no line breaks or other control characters)'
  }), {
    additionalProperties: false,
    description: `${description}; not ${reservedHeaders.join(', ')}`,
    errorMessage: {
      additionalProperties: `is not the name of a header that can be set; ${reservedHeaders.join(', ')} cannot`,
      _: 'must be an object of header names and values, for example {"retry-after":"7"}'
    }
  }))
}
