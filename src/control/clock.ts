/** Control routes of the clock of a world. Each responds with the time after the change. */
import { Type, type Static } from '@sinclair/typebox'
import { defineControlRoute, type ControlRoute } from '../resources/control-route.ts'
import { pick } from '../resources/refusal.ts'
import { parseDuration } from '../values/duration.ts'
import { latestInstant, parseInstant, toIso } from '../values/instant.ts'
import { Duration, InstantSchema, IsoInstantSchema } from '../values/schemas.ts'
import type { Clock } from '../world/clock.ts'
import { controlRefusals } from './refusals.ts'

const ClockSchema = Type.Object({
  now: IsoInstantSchema,
  frozen: Type.Boolean({ description: 'whether the clock stands still' })
}, { additionalProperties: false })

/** The state of a clock. */
export type ClockReading = Static<typeof ClockSchema>

const ClockChangeSchema = Type.Object({
  now: Type.Optional(InstantSchema),
  frozen: Type.Optional(Type.Boolean({ errorMessage: 'must be true or false' }))
}, {
  additionalProperties: false,
  minProperties: 1,
  errorMessage: 'must have now, frozen or both, for example {"now":"2026-01-31T12:00:00Z","frozen":true}'
})

const AdvanceSchema = Type.Object({
  by: Duration(Number.MAX_SAFE_INTEGER, 'the end of the year 9999')
}, { additionalProperties: false, errorMessage: 'must be an object, for example {"by":"24h"}' })

const path = '/_fake/clock'
const reply = ClockSchema
const changes = 'clock'

const show = defineControlRoute({
  method: 'GET', path, summary: 'Read the clock', reply, handler: ({ world }) => read(world.clock)
})

const set = defineControlRoute({
  method: 'PUT',
  path,
  summary: 'Move, freeze or resume the clock',
  body: ClockChangeSchema,
  reply,
  changes,
  handler ({ world, body: { now, frozen } }) {
    world.clock.set({ now: now === undefined ? undefined : parseInstant(now), frozen })
    return read(world.clock)
  }
})

const advance = defineControlRoute({
  method: 'POST',
  path: `${path}/advance`,
  summary: 'Advance the clock',
  body: AdvanceSchema,
  reply,
  refusals: pick(controlRefusals, 'clock-out-of-range'),
  changes,
  handler ({ world, body: { by }, refuse }) {
    const now = world.clock.now() + (parseDuration(by) as number)
    if (now > latestInstant) refuse('clock-out-of-range', { now: read(world.clock).now })
    world.clock.set({ now })
    return read(world.clock)
  }
})

const reset = defineControlRoute({
  method: 'DELETE',
  path,
  summary: 'Reset the clock',
  reply,
  changes,
  handler ({ world }) {
    world.clock.reset()
    return read(world.clock)
  }
})

function read ({ now, frozen }: Clock): ClockReading {
  return { now: toIso(now()), frozen }
}

export const clockRoutes: ControlRoute[] = [show, set, advance, reset]
