/** Parse the text of a payload: JSON, or a form. */

/** The deepest nesting of arrays and objects in JSON. Documented payloads have four levels at most. */
export const maxDepth = 100

/** Matches each text with a `__proto__` key. A literal search is slow for texts with many underscores. */
const protoLike = /"__proto__"|\\u00/

/** A payload that is refused although it can be parsed. The message completes "The request body must be JSON: …". */
export class PayloadError extends Error {
  override readonly name = 'PayloadError'
}

/**
 * Parse JSON, with or without a byte order mark.
 *
 * @throws SyntaxError for text that is not JSON; PayloadError for deep nesting and for a `__proto__` key
 */
export function parseJson (text: string): unknown {
  // Checked before parsing: V8 takes seconds for millions of levels. Short texts cannot be that deep.
  if (text.length > 2 * maxDepth && isDeepText(text)) throw new PayloadError(`it has more than ${maxDepth} levels`)
  const value: unknown = JSON.parse(withoutMark(text))
  if (protoLike.test(text) && hasProto(value)) throw protoError()
  return value
}

/** Return a text without its byte order mark, which editors and clients on Windows may write. */
export function withoutMark (text: string): string {
  return text.charCodeAt(0) === 0xFEFF ? text.slice(1) : text
}

/** Return true if arrays and objects are nested deeper than `maxDepth`. Cyclic values are infinitely deep. */
export function isDeep (value: unknown, levels: number = maxDepth): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((one) => isDeep(one, levels - 1))
}

/** Return true if the brackets of a text are nested too deep. Only the result for valid JSON matters. */
function isDeepText (text: string): boolean {
  // A long list of ids has two brackets: searching for them is much faster than the loop below.
  if (occurrences(text, '[') + occurrences(text, '{') <= maxDepth) return false
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case 0x22: // "
        index = endOfString(text, index)
        break
      case 0x5B: case 0x7B: // [ {
        if (++depth > maxDepth) return true
        break
      case 0x5D: case 0x7D: // ] }
        depth--
    }
  }
  return false
}

/** Count the occurrences of a character, those in strings included. Stop counting above `maxDepth`. */
function occurrences (text: string, character: string): number {
  let count = 0
  let index = text.indexOf(character)
  while (index !== -1 && count <= maxDepth) {
    count++
    index = text.indexOf(character, index + 1)
  }
  return count
}

/** Return the index of the closing quote, or of the end of the text. */
function endOfString (text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let first = end
    while (text.charCodeAt(first - 1) === 0x5C) first-- // \
    if ((end - first) % 2 === 0) return end
  }
  return text.length
}

function hasProto (value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, one]) => name === '__proto__' || hasProto(one))
}

/** A form: text by name. */
export type Form = Record<string, string | string[]>

/**
 * Parse a form (`application/x-www-form-urlencoded`), with or without a byte order mark. A repeated name, `name[]` and
 * `name[0]` are lists.
 *
 * @param isList - whether a name that occurs once is a list too
 * @throws SyntaxError for text that is not a form; PayloadError for a `__proto__` name, and for text that is not UTF-8
 * @see WHATWG URL, section 5.1
 */
export function parseForm (given: string, isList: (name: string) => boolean): Form {
  const text = withoutMark(given)
  // Encoders escape these characters: such a text is meant to be JSON.
  if (/^\s*[[{"]/.test(text)) throw new SyntaxError('not a form')
  const form: Form = {}
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const [, encodedName = '', encodedValue = ''] = /^([^=]*)=?([^]*)$/.exec(pair) as RegExpExecArray
    const [, name = '', index] = /^([^]*?)(\[\d*\])?$/.exec(decode(encodedName)) as RegExpExecArray
    if (name === '__proto__') throw protoError()
    const value = decode(encodedValue)
    const earlier = Object.hasOwn(form, name) ? form[name] : undefined
    if (Array.isArray(earlier)) earlier.push(value)
    else if (earlier !== undefined) form[name] = [earlier, value]
    else form[name] = index !== undefined || isList(name) ? [value] : value
  }
  return form
}

function protoError (): PayloadError {
  return new PayloadError('it has a "__proto__" key')
}

function decode (text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw new PayloadError('it has a percent escape that is not UTF-8')
  }
}
