/** Control route of deposits. */
import { NoContentSchema } from '../../values/schemas.ts'
import { defineControlRoute, type ControlRoute } from '../control-route.ts'
import { defineControlRefusals } from '../refusal.ts'

const refusals = defineControlRefusals({
  'no-such-deposit': {
    status: 404,
    error: 'There is no deposit with the id "{id}".',
    when: 'no deposit has the id'
  }
})

const settle = defineControlRoute({
  method: 'POST',
  path: '/_fake/deposits/:id/settle',
  summary: 'Settle a deposit, even before it is due',
  status: 204,
  reply: NoContentSchema,
  refusals,
  handler ({ params: { id }, world, refuse }) {
    if (!world.deposits.settle(id)) refuse('no-such-deposit', { id })
  }
})

export const control: ControlRoute[] = [settle]
