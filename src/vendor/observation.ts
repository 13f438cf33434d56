/** When and where a behaviour of the real API was observed. */
import { Type, type Static } from '@sinclair/typebox'

/** Schema of an observation. The value of the assumption is what was observed. */
export const ObservationSchema = Type.Object({
  date: Type.String({
    pattern: '^\\d{4}-\\d{2}-\\d{2}$',
    'x-day': true,
    description: 'the day of the observation, in UTC',
    errorMessage: 'must be a date, for example 2026-11-26'
  }),
  host: Type.String({
    pattern: '^(?:[\\w.-]+|\\[[0-9A-Fa-f:.]+\\])(?::\\d{1,5})?$',
    description: 'the host that was observed, with its port unless it is the default',
    errorMessage: 'must be a host or host:port, for example api.staging.sfox.com'
  })
}, { additionalProperties: false, errorMessage: 'must be an object with date and host, for example {"date":"2026-11-26","host":"api.staging.sfox.com"}' })

/** An observation. */
export type Observation = Static<typeof ObservationSchema>
