/** Define the schemas of faults: failures of the vendor's API that a test requests. */
import { Type, type Static } from '@sinclair/typebox'
import { durationForms } from '../values/duration.ts'
import { Duration, Nullable, StringEnum, UserIdSchema } from '../values/schemas.ts'
import { Headers } from '../values/headers.ts'
import { PathPatternSchema } from './path-pattern.ts'

/** The longest delay, in ms of real time. */
export const longestDelay = 3_600_000

const delay = Duration(longestDelay, '1 h')

const match = Type.Object({
  method: Type.Optional(StringEnum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])),
  path: Type.Optional(PathPatternSchema),
  user_id: Type.Optional(UserIdSchema)
}, { additionalProperties: false, errorMessage: 'must be an object with method, path or user_id' })

const properties = {
  match: Type.Optional(match),
  when: Type.Optional(StringEnum(['before', 'after'], {
    default: 'before',
    description: 'before: instead of the call, or to delay it; after: the call is carried out, and then its answer goes wrong'
  })),
  after: Type.Optional(Type.Integer({
    minimum: 0,
    default: 0,
    description: 'number of matching requests to skip first',
    errorMessage: 'must be a whole number, 0 or more'
  })),
  times: Type.Optional(Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], {
    default: 1, description: 'number of times to apply it; null for no limit', errorMessage: 'must be a whole number above 0, or null for no limit'
  })),
  probability: Type.Optional(Type.Number({
    minimum: 0, maximum: 1, default: 1, errorMessage: 'must be a number from 0 to 1'
  })),
  delay: Type.Optional(Type.Union([
    delay,
    Type.Object({ min: delay, max: delay }, { additionalProperties: false, 'x-ascending': ['min', 'max'] })
  ], {
    description: 'wait, in real time, even if the caller disconnects; {"min":…,"max":…} draws a delay between the two',
    errorMessage: `must be a duration of at most 1 h (${durationForms}), or {"min":…,"max":…} with min not above max`
  })),
  status: Type.Optional(Type.Integer({
    minimum: 200, maximum: 599, errorMessage: 'must be a whole number from 200 to 599'
  })),
  error: Type.Optional(Type.String({ description: 'text of the error', errorMessage: 'must be a string' })),
  headers: Type.Optional(Headers('number', 'additional headers of the response')),
  connection: Type.Optional(StringEnum(['reset', 'hang', 'truncate', 'garbage'], {
    description: 'reset: close it before the headers; hang: never respond; truncate: close it in the middle of the body; ' +
      'garbage: respond 200 with a body that is not JSON'
  }))
}

/** A fault in a request or a fixtures file. */
export const FaultInputSchema = Type.Object(properties, {
  additionalProperties: false,
  anyOf: ['delay', 'status', 'connection'].map((name) => ({ required: [name] })),
  errorMessage: 'must be a fault with delay, status or connection, for example {"status":503}'
})

/** A fault in a request or a fixtures file. */
export type FaultInput = Static<typeof FaultInputSchema>

/** A stored fault: with an id, its defaults, and the number of times that it was applied. */
export const FaultSchema = Type.Object({
  id: Type.String(),
  hits: Type.Integer({ description: 'number of times that it was applied' }),
  ...properties,
  when: StringEnum(['before', 'after']),
  after: Type.Integer(),
  times: Nullable(Type.Integer()),
  probability: Type.Number()
}, { additionalProperties: false })

/** A stored fault. */
export type Fault = Static<typeof FaultSchema>

/** Response of `GET /_fake/faults`. */
export const FaultListSchema = Type.Object({ faults: Type.Array(FaultSchema) }, { additionalProperties: false })
