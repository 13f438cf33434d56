/** Fixtures: the initial state of every world, and the assumptions about sFOX. */
import { readFileSync } from 'node:fs'
import { Type, type Static } from '@sinclair/typebox'
import { AssumptionOverridesSchema, definitions, type Observed } from '../vendor/assumptions.ts'
import { capacityLimits } from '../world/capacity-limits.ts'
import { isSameEndpoint } from '../resources/endpoint.ts'
import { endpoints } from '../resources/index.ts'
import { OptionError } from './option-error.ts'
import { findImpossibleMatch } from '../world/fault-routes.ts'
import { FaultInputSchema } from '../world/fault-schema.ts'
import { faultRoutes } from '../vendor/fault-routes.ts'
import { ObservationSchema } from '../vendor/observation.ts'
import { hasForbiddenBody, StubSchema } from '../vendor/stubs.ts'
import { UserSchema } from '../resources/end-users/record.ts'
import { isDeep, maxDepth, withoutMark } from '../values/payload.ts'
import { createValidator, pointerTo, type Problem } from '../values/validator.ts'

/** Schema of a fixtures file. `fixtures/schema.json` is generated from it. */
export const FixturesSchema = Type.Object({
  $schema: Type.Optional(Type.String({ description: 'the JSON Schema for editors; fake-sfox ignores it' })),
  users: Type.Optional(Type.Array(UserSchema)),
  faults: Type.Optional(Type.Array(FaultInputSchema, {
    description: 'the initial faults of every world', maxItems: capacityLimits.faults.maximum
  })),
  assumptions: Type.Optional(AssumptionOverridesSchema),
  observed: Type.Optional(Type.Unsafe<Observed>(Type.Record(Type.String(), ObservationSchema, {
    description: 'when and where the real API was observed to behave as the assumption of the same name says',
    errorMessage: 'must be an object whose keys are names of assumptions, for example {"unknown-user":{"date":"2026-11-26","host":"api.staging.sfox.com"}}'
  }))),
  stubs: Type.Optional(Type.Array(StubSchema, { description: 'responses of endpoints that the fake does not emulate' }))
}, {
  $defs: definitions,
  additionalProperties: false,
  errorMessage: 'must be an object, for example {"users":[{"user_id":"user-1"}]}'
})

/** A fixtures file, decoded. */
export type Fixtures = Static<typeof FixturesSchema>

/**
 * Read and validate fixtures.
 *
 * @param source - path of a JSON file, the object itself, or undefined for none
 * @throws OptionError with the file, and the RFC 6901 pointer of the invalid value
 */
export function readFixtures (source: string | object | undefined): Fixtures {
  if (source === undefined) return {}
  const [name, value] = typeof source === 'string' ? [source, readJson(source)] : ['fixtures', source]
  if (isDeep(value)) throw new OptionError(`${name}: it has more than ${maxDepth} levels of arrays and objects`)
  const problem = createValidator()(FixturesSchema)(value) ??
    findRepeatedUser(value as Fixtures) ?? findBadStub(value as Fixtures) ??
    findImpossibleFault(value as Fixtures) ?? findBareObservation(value as Fixtures)
  if (problem) throw new OptionError(`${name}: ${problem.pointer || 'it'} ${problem.message}`)
  // A copy, so that later changes to the caller's object have no effect.
  return structuredClone(value) as Fixtures
}

function readJson (path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new OptionError(`fixtures file ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
  try {
    return JSON.parse(withoutMark(text))
  } catch (error) {
    const cause = (error as Error).message.replaceAll(/\s+/g, ' ')
    throw new OptionError(`fixtures file ${path} is not JSON: ${cause}`)
  }
}

function findRepeatedUser ({ users = [] }: Fixtures): Problem | undefined {
  const seen = new Set<string>()
  for (const [index, { user_id: userId }] of users.entries()) {
    if (seen.has(userId)) return { pointer: `/users/${index}/user_id`, message: `repeats the id "${userId}"; each user needs an id of its own` }
    seen.add(userId)
  }
  return undefined
}

/** Find a stub that another route with the same method and path would hide, or whose status allows no body. */
function findBadStub ({ stubs = [] }: Fixtures): Problem | undefined {
  for (const [index, stub] of stubs.entries()) {
    const isThis = (other: Pick<typeof stub, 'method' | 'path'>) => isSameEndpoint(stub, other)
    const pointer = `/stubs/${index}/path`
    if (endpoints.some(isThis)) return { pointer, message: 'is an endpoint that fake-sfox emulates; use a fault to change its responses' }
    if (stubs.slice(0, index).some(isThis)) return { pointer, message: `repeats the endpoint ${stub.method} ${stub.path}; remove one of the stubs` }
    if (hasForbiddenBody(stub)) return { pointer: `/stubs/${index}/body`, message: `must be left out: a response with status ${stub.status} has no body` }
  }
  return undefined
}

function findImpossibleFault ({ faults = [], stubs = [] }: Fixtures): Problem | undefined {
  const routes = faultRoutes(stubs)
  for (const [index, fault] of faults.entries()) {
    const problem = findImpossibleMatch(fault, routes)
    if (problem) return { ...problem, pointer: `/faults/${index}${problem.pointer}` }
  }
  return undefined
}

/** Find an observation without a value. The default is no substitute, since it may change in a later version. */
function findBareObservation ({ assumptions = {}, observed = {} }: Fixtures): Problem | undefined {
  const set = Object.entries(assumptions).filter(([, value]) => value !== undefined).map(([name]) => name)
  const name = Object.keys(observed).find((name) => !set.includes(name))
  return name === undefined
    ? undefined
    : { pointer: pointerTo('observed', name), message: 'needs an assumption of the same name in assumptions, with the value that was observed' }
}
