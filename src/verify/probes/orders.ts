/**
 * Probes of orders. Those that are placed are the first given user's, and rest far below the market until they are
 * cancelled.
 */
import { cannotTell } from '../cannot-tell.ts'
import type { Answer } from '../exchange.ts'
import { good, isGood, type Side } from '../side.ts'
import { asked, never, row, told, type ProbeRow } from './row.ts'

const writing = ['key', 'user', 'writing'] as const
const risky = 'it might be carried out at the market'
const carriedOut = 'an order would have to be carried out'

/** An id that no order has. */
const nothing = 'fake-sfox-verify'

/** Rows of the table; see probes.ts. */
export const orderProbes = {
  'unknown-order': row(
    asked('reading an unknown order', ['key', 'user'],
      async (side) => await side.byToken(await side.token(), 'GET', `/v1/orders/${nothing}`))
  ),
  'invalid-currency-pair': row(
    asked('a pair that there is not', writing, async (side) =>
      await side.order(await side.token(), { currency_pair: 'btcusda' })),
    asked('no pair', writing, async (side) => await side.order(await side.token(), { currency_pair: undefined }))
  ),
  'invalid-order': row(
    asked('an order below the least size', writing, async (side) => {
      await resting(side)
      const answer = await side.order(await side.token(), { quantity: 1 })
      if (isGood(answer)) throw cannotTell('it takes an order as small as that')
      return answer
    })
  ),
  'duplicate-client-order-id': row(
    asked('a client_order_id for the second time', writing, async (side) => {
      await resting(side)
      return await side.order(await side.token(), { client_order_id: clientId(side) })
    })
  ),
  'default-time-in-force': told('an order without time_in_force', writing, async (side) => (await resting(side)).time_in_force),
  'order-routing': told('the routing of an order', writing, async (side) => {
    const { routing_option: option, routing_type: type, destination } = await resting(side)
    return { routing_option: option, routing_type: type, destination }
  }),
  'absent-client-order-id': told('an order without client_order_id', writing,
    async (side) => (await anonymous(side)).client_order_id),
  'open-orders': told('the list of two open orders', writing, async (side) => {
    const [first, second] = [String((await resting(side)).id), String((await anonymous(side)).id)]
    const { json } = good(await side.byToken(await side.token(), 'GET', '/v1/orders'), 'the list')
    const ids = Array.isArray(json) ? json.map(({ id }) => String(id)) : []
    if (!ids.includes(first) || !ids.includes(second)) throw cannotTell('its list lacks an order that is open', { failed: true })
    return ids.indexOf(first) > ids.indexOf(second) ? 'newest-first' : 'oldest-first'
  }),
  'cancel-by': told('cancelling by client_order_id', writing, async (side) => {
    await resting(side)
    return isGood(await cancel(side, clientId(side))) ? 'either-id' : 'sfox-id'
  }),
  'cannot-cancel-order': row(asked('cancelling an unknown order', writing, async (side) => await cancel(side, nothing))),
  'cannot-cancel-orders': row(
    asked('cancelling several unknown orders', writing,
      async (side) => await side.byToken(await side.token(), 'DELETE', `/v1/orders?ids=${nothing}`))
  ),
  'default-algorithm': never(risky),
  'market-sell-quantity': never(risky),
  'check-funds': never('whether the user has the money is not known'),
  'insufficient-funds': never('it shows only where `check-funds` is true'),
  'currency-pairs': never('it takes an order of each pair'),
  'fiat-currencies': never('it takes an order of each pair'),
  'crypto-decimals': never(carriedOut),
  'fee-rate': never(carriedOut),
  'market-price': never(carriedOut)
} satisfies Record<string, ProbeRow>

/** What of an order's answer is read. */
type Order = Partial<Record<'id' | 'client_order_id' | 'time_in_force' | 'routing_option' | 'routing_type' | 'destination', unknown>>

const clientId = ({ runId }: Side) => `${nothing}-${runId}`

/** An open order with an id of the client's. */
async function resting (side: Side): Promise<Order> {
  return await placed(side, { client_order_id: clientId(side) })
}

/** One without. */
async function anonymous (side: Side): Promise<Order> {
  return await placed(side)
}

async function placed (side: Side, change?: object): Promise<Order> {
  return await side.once(`order ${JSON.stringify(change)}`, async () =>
    good(await side.order(await side.token(), change), 'an order').json as Order)
}

async function cancel (side: Side, id: string): Promise<Answer> {
  return await side.byToken(await side.token(), 'DELETE', `/v1/orders/${id}`)
}
