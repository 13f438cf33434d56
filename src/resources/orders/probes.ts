/** Probes of orders. They place orders of the first given user far below the market, and cancel them. */
import {
  asked, good, InconclusiveError, isGood, never, propertiesOf, row, told, type Answer, type ProbeClient, type ProbeRow
} from '../probe.ts'

const writing = ['key', 'user', 'writing'] as const
const risky = 'the order might be filled'
const needsFill = 'it needs an order that is filled'

/** An id that no order has. */
const unknownId = 'fake-sfox-verify'

/** An order of the minimum value of 5 USD, at a price at which it is not filled. */
const restingOrder = { currency_pair: 'btcusd', algorithm_id: 201, quantity: 5, price: 1 }

export const orderProbes = {
  'unknown-order': row(
    asked('reading an unknown order', ['key', 'user'],
      async (client) => await client.byToken(await client.token(), 'GET', `/v1/orders/${unknownId}`))
  ),
  'invalid-currency-pair': row(
    asked('an unknown pair', writing, async (client) => await order(client, await client.token(), { currency_pair: 'btcusda' })),
    asked('no pair', writing, async (client) => await order(client, await client.token(), { currency_pair: undefined }))
  ),
  'invalid-order': row(
    asked('an order below the minimum size', writing, async (client) => {
      await resting(client)
      const answer = await order(client, await client.token(), { quantity: 1 })
      if (isGood(answer)) throw new InconclusiveError('it accepts an order below the minimum size')
      return answer
    })
  ),
  'duplicate-client-order-id': row(
    asked('the same client_order_id again', writing, async (client) => {
      await resting(client)
      return await order(client, await client.token(), { client_order_id: clientId(client) })
    })
  ),
  'default-time-in-force': told('an order without time_in_force', writing, async (client) => (await resting(client)).time_in_force),
  'order-routing': told('the routing of an order', writing, async (client) => {
    const { routing_option: option, routing_type: type, destination } = await resting(client)
    return { routing_option: option, routing_type: type, destination }
  }),
  'absent-client-order-id': told('an order without client_order_id', writing,
    async (client) => (await withoutClientId(client)).client_order_id),
  'open-orders': told('the list of two open orders', writing, async (client) => {
    const [first, second] = [String((await resting(client)).id), String((await withoutClientId(client)).id)]
    const { json } = good(await client.byToken(await client.token(), 'GET', '/v1/orders'), 'the list')
    const ids = Array.isArray(json) ? json.map(({ id }) => String(id)) : []
    const hasBoth = ids.includes(first) && ids.includes(second)
    if (!hasBoth) throw new InconclusiveError('its list lacks an open order', { failed: true })
    return ids.indexOf(first) > ids.indexOf(second) ? 'newest-first' : 'oldest-first'
  }),
  'order-list-excess': told('a list with a limit above 50', ['key', 'user'], async (client) =>
    isGood(await list(client, 'limit=51')) ? 'cap' : 'refuse'),
  'order-list-before-and-after': told('a list with before and after', ['key', 'user'], async (client) =>
    isGood(await list(client, 'before=2&after=1')) ? 'range' : 'refuse'),
  'order-list-unknown-values': told('a list with an unknown action', ['key', 'user'], async (client) =>
    isGood(await list(client, 'action=BUY')) ? 'match-nothing' : 'refuse'),
  'cancel-all-without-orders': never('it would cancel other orders of the user'),
  'empty-order-fields': told('an order with an empty amount', writing, async (client) =>
    await acceptsOrder(client, { amount: '' }) ? 'absent' : 'refuse'),
  'algorithm-names': told('an order with algo_id', writing, async (client) => {
    await resting(client)
    const answer = await order(client, await client.token(), { algorithm_id: undefined, algo_id: 201 })
    return isGood(answer) && propertiesOf(answer).algorithm_id === 201 ? ['algorithm_id', 'algo_id'] : ['algorithm_id']
  }),
  'cancel-by': told('cancelling by client_order_id', writing, async (client) => {
    await resting(client)
    return isGood(await cancel(client, await client.token(), clientId(client))) ? 'either-id' : 'sfox-id'
  }),
  'cannot-cancel-order': row(
    asked('cancelling an unknown order', writing, async (client) => await cancel(client, await client.token(), unknownId))
  ),
  'cannot-cancel-orders': row(
    asked('cancelling several unknown orders', writing,
      async (client) => await client.byToken(await client.token(), 'DELETE', `/v1/orders?ids=${unknownId}`))
  ),
  'default-algorithm': never(risky),
  'market-sell-quantity': never(risky),
  'check-funds': never('the balance of the user is not known'),
  'insufficient-funds': never('it is visible only if `check-funds` is true'),
  'currency-pairs': never('it needs an order of each pair'),
  'fiat-currencies': never('it needs an order of each pair'),
  'crypto-decimals': never(needsFill),
  'fee-rate': never(needsFill),
  'market-price': never(needsFill)
} satisfies Record<string, ProbeRow>

/**
 * Place an order that is not filled. It is cancelled at the end of the run.
 *
 * @param change - properties that replace those of the order
 */
export async function order (client: ProbeClient, token: string, change?: object): Promise<Answer> {
  const { answer } = await client.create(
    async () => await client.byToken(token, 'POST', '/v1/orders/buy', { ...restingOrder, ...change }),
    (placed) => {
      if (!placed) return { what: 'order (of unknown id)' }
      const id = String(propertiesOf(placed).id)
      return { what: `order ${id}`, run: async () => await cancel(client, token, id) }
    })
  return answer
}

/**
 * Return whether an order is accepted with a change.
 *
 * @throws {InconclusiveError} if the order is refused without the change
 */
export async function acceptsOrder (client: ProbeClient, change: object): Promise<boolean> {
  await resting(client)
  return isGood(await order(client, await client.token(), change))
}

/** The used properties of an order. */
type Order = Partial<Record<'id' | 'client_order_id' | 'time_in_force' | 'routing_option' | 'routing_type' | 'destination', unknown>>

const clientId = ({ runId }: ProbeClient) => `${unknownId}-${runId}`

/** Return an open order with a `client_order_id`, placed once a run. */
async function resting (client: ProbeClient): Promise<Order> {
  return await placed(client, { client_order_id: clientId(client) })
}

/** Return an open order without a `client_order_id`, placed once a run. */
async function withoutClientId (client: ProbeClient): Promise<Order> {
  return await placed(client)
}

async function placed (client: ProbeClient, change?: object): Promise<Order> {
  return await client.once(`order ${JSON.stringify(change)}`, async () =>
    good(await order(client, await client.token(), change), 'an order').json as Order)
}

async function list (client: ProbeClient, query: string): Promise<Answer> {
  return await client.byToken(await client.token(), 'GET', `/v1/orders?${query}`)
}

async function cancel (client: ProbeClient, token: string, id: string): Promise<Answer> {
  return await client.byToken(token, 'DELETE', `/v1/orders/${encodeURIComponent(id)}`)
}
