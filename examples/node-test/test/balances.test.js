import assert from 'node:assert/strict'
import { test } from 'node:test'
import { app, world } from '../world.js'

test('the balances of a user are shown', async () => {
  const response = await fetch(`${app.url}/balances/ada`)
  assert.deepEqual(await response.json(), { btc: 0.5, usd: 1000 })
})

test('while sFOX is down, that is what we say', async () => {
  await world.faults.add({ match: { path: '/v1/user/balance' }, status: 503 })
  const response = await fetch(`${app.url}/balances/ada`)
  assert.equal(response.status, 502)
  assert.deepEqual(await response.json(), { error: 'sFOX answered 503' })
  await world.faults.assertUsed()
})
