/** Test the query of the list of open orders. */
import t, { type Test } from 'tap'
import type { AssumptionOverrides } from '../../../src/vendor/assumptions.ts'
import { because, limitOrder, overBoth, start, userClient } from '../../helper.ts'

/** Start a fake whose user has this number of open orders, and return functions that list ids and refusals. */
async function setUp (t: Test, count: number, assumptions: AssumptionOverrides = {}, open = start) {
  const sfox = await open(t, { fixtures: { assumptions } })
  const call = await userClient(sfox, 'a')
  for (let index = 0; index < count; index++) await call('POST', '/orders/buy', limitOrder)
  const ids = async (query: string): Promise<number[]> => (await call('GET', `/orders${query}`)).json.map(({ id }: { id: number }) => id)
  const refused = async (query: string) => because(await call('GET', `/orders${query}`))
  return { call, ids, refused }
}

overBoth(t, 'a client that pages with `before` reaches the end', async (t, open) => {
  const { ids } = await setUp(t, 7, {}, open)
  const pages: number[][] = []
  for (let query = '?limit=3'; pages.length < 10;) {
    const page = await ids(query)
    pages.push(page)
    if (page.length < 3) break
    query = `?limit=3&before=${Math.min(...page)}`
  }
  t.strictSame(pages, [[7, 6, 5], [4, 3, 2], [1]])
})

t.test('`limit` is 50 by default and at most; `before` is older than an id, `after` newer', async (t) => {
  const { ids, refused } = await setUp(t, 52)
  t.strictSame([(await ids('')).length, (await ids('?limit=50')).length, (await ids('?limit=51')).length], [50, 50, 50])
  t.strictSame(await ids('?limit=2'), [52, 51])
  t.strictSame(await ids('?before=3'), [2, 1])
  t.strictSame(await ids('?after=50'), [52, 51])
  t.strictSame(await ids('?before=5&after=2'), [4, 3])
  t.strictSame(await ids('?before=999&limit=1'), [52], 'an id that no order has is a bound too')
  t.strictSame(await ids('?after=52'), [])
  for (const limit of ['0', '-1', '1.5', 'ten', '1e1', ' 1']) {
    t.strictSame(await refused(`?limit=${limit}`), [400, 'invalid-query', 'Invalid query: /limit must be a whole number above 0.'], limit)
  }
  for (const name of ['before', 'after']) {
    for (const id of ['undefined', 'my-order', '1.5', '-1']) {
      t.strictSame(await refused(`?${name}=${id}`), [400, 'invalid-query', `Invalid query: /${name} must be the id of an order, a whole number.`])
    }
  }
  t.match(await refused('?limit=1&limit=2'), [400, 'invalid-query', /limit is given more than once/])
})

t.test('filters by exact values', async (t) => {
  const { call, ids } = await setUp(t, 1)
  await call('POST', '/orders/sell', { ...limitOrder, algorithm_id: 200 })
  await call('POST', '/orders/sell', { ...limitOrder, currency_pair: 'ethusd' })
  t.strictSame(await ids('?action=buy'), [1])
  t.strictSame(await ids('?action=sell'), [3, 2])
  t.strictSame(await ids('?currency_pair=ethusd'), [3])
  t.strictSame(await ids('?algorithm_id=200'), [2])
  t.strictSame(await ids('?status=Started'), [3, 2, 1])
  t.strictSame(await ids('?status=Done'), [])
  t.strictSame(await ids('?action=sell&currency_pair=btcusd&algorithm_id=200&status=Started&limit=1'), [2])
  for (const query of ['?action=Buy', '?status=started', '?currency_pair=BTCUSD', '?algorithm_id=smart']) t.strictSame(await ids(query), [], query)
})

t.test('an empty or unknown parameter counts as absent', async (t) => {
  const { ids } = await setUp(t, 2)
  const empty = '?limit=&before=&after=&action=&currency_pair=&algorithm_id=&status='
  for (const query of [empty, '?limit', '?undefined&undefined', '?', '?page=2']) t.strictSame(await ids(query), [2, 1], query)
})

t.test('follows its assumptions', async (t) => {
  const { ids, refused } = await setUp(t, 2, {
    'order-list-excess': 'refuse',
    'order-list-before-and-after': 'refuse',
    'order-list-unknown-values': 'refuse',
    'open-orders': 'oldest-first'
  })
  const invalid = (text: string) => [400, 'invalid-query', `Invalid query: ${text}.`]
  t.strictSame(await ids('?limit=1'), [1])
  t.strictSame(await ids('?limit=50&before=&after=1'), [2])
  t.strictSame(await refused('?limit=51'), invalid('/limit must be a whole number from 1 to 50'))
  t.strictSame(await refused('?before=2&after=1'), invalid('it must not have both before and after'))
  t.strictSame(await refused('?action=Buy'), invalid('/action must be one of buy, sell'))
  t.strictSame(await refused('?status=Open'), invalid('/status must be one of Started, Cancel Pending, Canceled, Done'))
  t.match(await refused('?currency_pair=btceur'), [400, 'invalid-query', /currency_pair must be one of btcusd, /])
  t.match(await refused('?algorithm_id=1'), [400, 'invalid-query', /algorithm_id must be one of 100, /])

  const kept = await setUp(t, 1, { 'empty-parameters': 'keep' })
  t.match(await kept.refused('?limit='), [400, 'invalid-query', /limit must be a whole number/])
  t.strictSame(await kept.ids('?action='), [])
})
