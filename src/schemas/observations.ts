/** What somebody has observed of the real API: when, and where. */
import { Type, type Static } from '@sinclair/typebox'

/** One observation. What was observed is the value of an assumption. */
export const ObservationSchema = Type.Object({
  date: Type.String({
    pattern: '^\\d{4}-\\d{2}-\\d{2}$',
    'x-day': true,
    description: 'the day, in UTC',
    errorMessage: 'must be a day such as 2026-11-26'
  }),
  host: Type.String({
    pattern: '^(?:[\\w.-]+|\\[[0-9A-Fa-f:.]+\\])(?::\\d{1,5})?$',
    description: 'the host that answered so, with its port where that is not the usual one',
    errorMessage: 'must be a host such as api.staging.sfox.com, or host:port'
  })
}, { additionalProperties: false, errorMessage: 'must be an object with date and host' })

/** One observation. */
export type Observation = Static<typeof ObservationSchema>
