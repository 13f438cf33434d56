import t from 'tap'
import { app, world } from '../world.js'

t.test('the balances of a user are shown', async (t) => {
  const response = await fetch(`${app.url}/balances/ada`)
  t.strictSame(await response.json(), { btc: 0.5, usd: 1000 })
})

t.test('while sFOX is down, that is what we say', async (t) => {
  await world.faults.add({ match: { path: '/v1/user/balance' }, status: 503 })
  const response = await fetch(`${app.url}/balances/ada`)
  t.equal(response.status, 502)
  t.strictSame(await response.json(), { error: 'sFOX answered 503' })
  await world.faults.assertUsed()
})
