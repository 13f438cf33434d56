/** The building blocks of commands. A command acts on a fake and on its model at once. */
import fc from 'fast-check'
import { key, type Answer, type Model } from './model.ts'

/** The fake under test. */
export interface Fake {
  send: (method: string, path: string, authorization?: string, body?: string) => Promise<Answer>
  /** Stops the fake and starts another with the same options. */
  restart: () => Promise<void>
}

/** Acts, and throws if the result differs from the model's. */
export type Command = fc.AsyncCommand<Model, Fake>

/** A command, printed as its name and its arguments. */
export function command (name: string, given: unknown[], run: Command['run'], check: Command['check'] = () => true): Command {
  return { check, run, toString: () => `${name}(${given.map((one) => JSON.stringify(one)).join(', ')})` }
}

export const worldNames = ['', 'one', 'two']
export const worldName = fc.constantFrom(...worldNames)
export const keyOf = (name: string) => name === '' ? key : `${key}~${name}`

export const plainId = fc.constantFrom('a', 'b', 'c', 'd')
export const magicId = fc.constantFrom(
  'fake:expired', 'fake:ttl=60s', 'fake:unknown-user', 'fake:deactivated-user', 'fake:rate-limited', 'fake:status=503',
  'fake:status=429', 'fake:nope'
)
export const id = fc.oneof({ weight: 5, arbitrary: plainId }, magicId)

/** Generate an object with some of these properties. */
export const some = <Shape>(shape: { [Name in keyof Shape]: fc.Arbitrary<Shape[Name]> }) =>
  fc.record(shape, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<Partial<Shape>>

/** Chooses one of the tokens so far, the latest first. `altered` is the index of a changed character. */
export interface Pick {
  nth: number
  altered: number | null
}

export const pick: fc.Arbitrary<Pick> = fc.record({
  nth: fc.nat(20), altered: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, fc.nat(63))
})

/** Return whether there is a token to choose. */
export const hasToken = ({ tokens }: Readonly<Model>) => tokens.size > 0

/** Return the text of the chosen token. */
export function textOf ({ tokens }: Model, { nth, altered }: Pick): string {
  const texts = [...tokens.keys()]
  const text = texts.at(-1 - nth % texts.length) as string
  if (altered === null) return text
  return text.slice(0, altered) + (text[altered] === '0' ? '1' : '0') + text.slice(altered + 1)
}
