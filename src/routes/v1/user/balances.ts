/**
 * What a user has.
 *
 * @see sFOX API docs, get all balances
 */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { BalancesSchema } from '../../../schemas/balances.ts'

/** `GET /balance`. */
export const balances: FastifyPluginCallbackTypebox = (scope, _options, done) => {
  scope.get('/balance', {
    schema: { summary: 'Read the balances', response: { 200: BalancesSchema } },
    config: { limit: 'balance' }
  }, ({ bearer, principal: { world } }) => world.balances.list(world.users.accountOf(bearer)))
  done()
}
