/** Shapes of faults: what is to go wrong on the vendor's side. The format is this project's own. */
import { Type, type Static } from '@sinclair/typebox'
import { Duration, Nullable, StringEnum, UserIdSchema } from './common.ts'
import { Headers } from './headers.ts'

/** Longest delay that can be asked for, in ms of real time. */
export const longestDelay = 3_600_000

const delay = Duration(longestDelay, '1 h')

const match = Type.Object({
  method: Type.Optional(StringEnum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])),
  path: Type.Optional(Type.String({
    pattern: '^/',
    description: 'may end in * for whatever follows',
    errorMessage: 'must be a path that begins with a slash; it may end in *'
  })),
  user_id: Type.Optional(UserIdSchema)
}, { additionalProperties: false, errorMessage: 'must be an object with method, path or user_id' })

const properties = {
  match: Type.Optional(match),
  after: Type.Optional(Type.Integer({
    minimum: 0,
    default: 0,
    description: 'how many matching requests to leave alone first',
    errorMessage: 'must be a whole number, 0 or more'
  })),
  times: Type.Optional(Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], {
    default: 1, description: 'how often it applies; null for ever', errorMessage: 'must be a whole number above 0, or null for ever'
  })),
  probability: Type.Optional(Type.Number({
    minimum: 0, maximum: 1, default: 1, errorMessage: 'must be a number from 0 to 1'
  })),
  delay: Type.Optional(Type.Union([
    delay,
    Type.Object({ min: delay, max: delay }, { additionalProperties: false, 'x-ascending': ['min', 'max'] })
  ], {
    description: 'wait first, in real time; between min and max where both are given',
    errorMessage: 'must be a duration of at most 1 h such as "2s", or {"min":…,"max":…} with min not above max'
  })),
  status: Type.Optional(Type.Integer({
    minimum: 200, maximum: 599, errorMessage: 'must be a whole number from 200 to 599'
  })),
  error: Type.Optional(Type.String({ description: 'text of the error', errorMessage: 'must be a string' })),
  headers: Type.Optional(Headers('number', 'further headers of the answer')),
  connection: Type.Optional(StringEnum(['reset', 'hang', 'truncate', 'garbage'], {
    description: 'reset: cut before the headers; hang: no answer; truncate: cut within the body; garbage: 200 that is not JSON'
  }))
}

/** A fault as one is added, or written in a fixtures file. */
export const FaultInputSchema = Type.Object(properties, {
  additionalProperties: false,
  anyOf: ['delay', 'status', 'connection'].map((name) => ({ required: [name] })),
  errorMessage: 'must be a fault with delay, status or connection, for example {"status":503}'
})

/** A fault as it is added. */
export type FaultInput = Static<typeof FaultInputSchema>

/** A fault as it is kept: with its id, its defaults filled in, and how often it has applied. */
export const FaultSchema = Type.Object({
  id: Type.String(),
  hits: Type.Integer({ description: 'how often it has applied' }),
  ...properties,
  after: Type.Integer(),
  times: Nullable(Type.Integer()),
  probability: Type.Number()
}, { additionalProperties: false })

/** A fault as it is kept. */
export type Fault = Static<typeof FaultSchema>

/** Answer of `GET /_fake/faults`. */
export const FaultListSchema = Type.Object({ faults: Type.Array(FaultSchema) }, { additionalProperties: false })

/** Path of `DELETE /_fake/faults/:id`. */
export const FaultParamsSchema = Type.Object({ id: Type.String({ minLength: 1 }) })
