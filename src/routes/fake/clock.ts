/** A world's clock. */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { parseDuration } from '../../duration.ts'
import { refusal } from '../../refusal.ts'
import { ClockAdvanceSchema, ClockChangeSchema, ClockSchema } from '../../schemas/clock.ts'
import { latestInstant, parseInstant, toIso, type Clock } from '../../world/clock.ts'

const response = { 200: ClockSchema }
const changes = 'clock'

/** `GET`, `PUT` and `DELETE /clock`, `POST /clock/advance`. Each answers with what the clock shows then. */
export const clock: FastifyPluginCallbackTypebox = (scope, _options, done) => {
  scope.get('/clock', { schema: { summary: 'What the clock shows', response } }, ({ world }) => read(world.clock))

  scope.put('/clock', {
    schema: { summary: 'Move, freeze or resume the clock', body: ClockChangeSchema, response },
    config: { changes }
  }, ({ world, body: { now, frozen } }) => {
    world.clock.set({ now: now === undefined ? undefined : parseInstant(now), frozen })
    return read(world.clock)
  })

  scope.post('/clock/advance', {
    schema: { summary: 'Advance the clock', body: ClockAdvanceSchema, response },
    config: { changes, refusals: ['clock-out-of-range'] }
  }, ({ world, body: { by } }) => {
    const now = world.clock.now() + (parseDuration(by) as number)
    if (now > latestInstant) throw refusal('clock-out-of-range', { now: read(world.clock).now })
    world.clock.set({ now })
    return read(world.clock)
  })

  scope.delete('/clock', { schema: { summary: 'Start the clock anew', response }, config: { changes } }, ({ world }) => {
    world.clock.reset()
    return read(world.clock)
  })
  done()
}

function read (given: Clock) {
  return { now: toIso(given.now()), frozen: given.frozen }
}
