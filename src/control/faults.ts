/** Control routes of the faults of a world. */
import { defineControlRoute, type ControlRoute } from '../resources/control-route.ts'
import { pick } from '../resources/refusal.ts'
import { NoContentSchema } from '../values/schemas.ts'
import { capacityLimits } from '../world/capacity-limits.ts'
import { findImpossibleMatch } from '../world/fault-routes.ts'
import { FaultInputSchema, FaultListSchema, FaultSchema } from '../world/fault-schema.ts'
import { controlRefusals } from './refusals.ts'

const path = '/_fake/faults'
const changes = 'faults'

const list = defineControlRoute({
  method: 'GET',
  path,
  summary: 'List the faults, used-up ones included',
  reply: FaultListSchema,
  handler: ({ world }) => ({ faults: world.faults.list() })
})

const add = defineControlRoute({
  method: 'POST',
  path,
  summary: 'Add a fault',
  body: FaultInputSchema,
  status: 201,
  reply: FaultSchema,
  refusals: pick(controlRefusals, 'impossible-match', 'too-many-faults'),
  changes,
  handler ({ world, body, fake, refuse }) {
    const problem = findImpossibleMatch(body, fake.faultRoutes)
    if (problem) refuse('impossible-match', { problem: `${problem.pointer} ${problem.message}` })
    return world.faults.add(body) ?? refuse('too-many-faults', { most: String(capacityLimits.faults.maximum) })
  }
})

const clear = defineControlRoute({
  method: 'DELETE',
  path,
  summary: 'Remove all faults',
  status: 204,
  reply: NoContentSchema,
  changes,
  handler: ({ world }) => { world.faults.clear() }
})

const remove = defineControlRoute({
  method: 'DELETE',
  path: `${path}/:id`,
  summary: 'Remove a fault',
  status: 204,
  reply: NoContentSchema,
  refusals: pick(controlRefusals, 'unknown-fault'),
  changes,
  handler ({ world, params: { id }, refuse }) {
    if (!world.faults.remove(id)) refuse('unknown-fault', { id })
  }
})

export const faultRoutes: ControlRoute[] = [list, add, clear, remove]
