/** Control route that resets a world. */
import { defineControlRoute, type ControlRoute } from '../resources/control-route.ts'
import { NoContentSchema } from '../values/schemas.ts'

const reset = defineControlRoute({
  method: 'POST',
  path: '/_fake/reset',
  summary: 'Reset the world to its fixtures',
  status: 204,
  reply: NoContentSchema,
  changes: 'world',
  handler: ({ world }) => { world.reset() }
})

export const resetRoutes: ControlRoute[] = [reset]
