/** The fixtures file: the state that every world starts from, and what the vendor is assumed to do. */
import { readFileSync } from 'node:fs'
import { Type, type Static } from '@sinclair/typebox'
import { AssumptionOverridesSchema, definitions, type Observed } from './assumptions.ts'
import { bounds } from './bounds.ts'
import { builtEndpoints, isSameEndpoint } from './endpoints.ts'
import { optionError } from './option-error.ts'
import { FaultInputSchema } from './schemas/faults.ts'
import { ObservationSchema } from './schemas/observations.ts'
import { StubSchema } from './schemas/stubs.ts'
import { UserSchema } from './schemas/users.ts'
import { createValidator, pointerTo, type Problem } from './validator.ts'

/** A fixtures file. `fixtures/schema.json` is made from this. */
export const FixturesSchema = Type.Object({
  $schema: Type.Optional(Type.String({ description: 'for editors; the fake does not read it' })),
  users: Type.Optional(Type.Array(UserSchema)),
  faults: Type.Optional(Type.Array(FaultInputSchema, {
    description: 'the faults that every world starts with', maxItems: bounds.faults.most
  })),
  assumptions: Type.Optional(AssumptionOverridesSchema),
  observed: Type.Optional(Type.Unsafe<Observed>(Type.Record(Type.String(), ObservationSchema, {
    description: 'when and where the real API was observed to do what the assumption of the same name says',
    errorMessage: 'must be an object of assumption names, such as {"unknown-user":{"date":"2026-11-26","host":"api.staging.sfox.com"}}'
  }))),
  stubs: Type.Optional(Type.Array(StubSchema, { description: 'answers for endpoints that the fake does not emulate' }))
}, {
  $defs: definitions,
  additionalProperties: false,
  errorMessage: 'must be an object, for example {"users":[{"user_id":"user-1"}]}'
})

/** A fixtures file, decoded. */
export type Fixtures = Static<typeof FixturesSchema>

/**
 * Reads and checks fixtures. The format is ours (see docs/reference/fidelity.md and fixtures/schema.json).
 *
 * @param source - path of a JSON file, the object itself, or undefined for none
 * @returns the fixtures, checked
 * @throws an option error that names the file and the RFC 6901 pointer of the bad value
 */
export function readFixtures (source: string | object | undefined): Fixtures {
  if (source === undefined) return {}
  const [name, value] = typeof source === 'string' ? [source, readJson(source)] : ['fixtures', source]
  const problem = createValidator()(FixturesSchema)(value) ??
    findRepeatedUser(value as Fixtures) ?? findIdleStub(value as Fixtures) ?? findBareObservation(value as Fixtures)
  if (problem) throw optionError(`${name}: ${problem.pointer || 'it'} ${problem.message}`)
  // A copy, so that what a caller does to the object later changes no world.
  return structuredClone(value) as Fixtures
}

function readJson (path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw optionError(`fixtures file ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
  try {
    // Editors of Windows put a byte order mark at the front.
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const cause = (error as Error).message.replaceAll(/\s+/g, ' ')
    throw optionError(`fixtures file ${path} is not JSON: ${cause}`)
  }
}

function findRepeatedUser ({ users = [] }: Fixtures): Problem | undefined {
  const seen = new Set<string>()
  for (const [index, { user_id: userId }] of users.entries()) {
    if (seen.has(userId)) return { pointer: `/users/${index}/user_id`, message: `repeats the id "${userId}"` }
    seen.add(userId)
  }
  return undefined
}

/** A stub that another route of the same endpoint would keep from ever answering. */
function findIdleStub ({ stubs = [] }: Fixtures): Problem | undefined {
  for (const [index, stub] of stubs.entries()) {
    const isThis = (other: Pick<typeof stub, 'method' | 'path'>) => isSameEndpoint(stub, other)
    const pointer = `/stubs/${index}/path`
    if (builtEndpoints.some(isThis)) return { pointer, message: 'names an endpoint that fake-sfox emulates; a fault can change its answers' }
    if (stubs.slice(0, index).some(isThis)) return { pointer, message: `repeats the endpoint ${stub.method} ${stub.path}` }
  }
  return undefined
}

/** An observation of nothing: a default may change with a version of the fake, what was observed may not. */
function findBareObservation ({ assumptions = {}, observed = {} }: Fixtures): Problem | undefined {
  const set = Object.entries(assumptions).filter(([, value]) => value !== undefined).map(([name]) => name)
  const name = Object.keys(observed).find((name) => !set.includes(name))
  return name === undefined
    ? undefined
    : { pointer: pointerTo('observed', name), message: 'has no assumption of that name beside it, which would say what was observed' }
}
