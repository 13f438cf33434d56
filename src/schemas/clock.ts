/** Shapes of a world's clock. */
import { Type, type Static } from '@sinclair/typebox'
import { Duration, InstantSchema, IsoInstantSchema } from './common.ts'

/** Answer of every clock route. */
export const ClockSchema = Type.Object({
  now: IsoInstantSchema,
  frozen: Type.Boolean({ description: 'whether the clock stands still' })
}, { additionalProperties: false })

/** What a clock shows. */
export type ClockReading = Static<typeof ClockSchema>

/** Body of `PUT /_fake/clock`. */
export const ClockChangeSchema = Type.Object({
  now: Type.Optional(InstantSchema),
  frozen: Type.Optional(Type.Boolean({ errorMessage: 'must be true or false' }))
}, {
  additionalProperties: false,
  minProperties: 1,
  errorMessage: 'must hold now, frozen or both, for example {"now":"2026-01-31T12:00:00Z","frozen":true}'
})

/** Body of `POST /_fake/clock/advance`. */
export const ClockAdvanceSchema = Type.Object({
  by: Duration(Number.MAX_SAFE_INTEGER, 'the end of the year 9999')
}, { additionalProperties: false, errorMessage: 'must be an object, for example {"by":"24h"}' })
