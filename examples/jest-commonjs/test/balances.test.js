const context = require('../world.js')

test('the balances of a user are shown', async () => {
  const response = await fetch(`${context.app.url}/balances/ada`)
  expect(await response.json()).toEqual({ btc: 0.5, usd: 1000 })
})

test('while sFOX is down, that is what we say', async () => {
  await context.world.faults.add({ match: { path: '/v1/user/balance' }, status: 503 })
  const response = await fetch(`${context.app.url}/balances/ada`)
  expect(response.status).toBe(502)
  expect(await response.json()).toEqual({ error: 'sFOX answered 503' })
  await context.world.faults.assertUsed()
})
