const context = require('../world.js')

test('a token that sFOX no longer takes is replaced, once', async () => {
  await fetch(`${context.app.url}/balances/ada`)
  await context.world.clock.advance('25h')
  const response = await fetch(`${context.app.url}/balances/ada`)
  expect(response.status).toBe(200)
  expect(await context.world.tokens.report()).toMatchObject([{ user_id: 'ada', mints: 2, uses_after_expiry: 1 }])
})

test('ten who ask at the same time share one token', async () => {
  await context.world.faults.add({ match: { path: '/v1/enterprise/*' }, delay: '300ms' }) // they ask while it is on its way
  const responses = await Promise.all(Array.from({ length: 10 }, () => fetch(`${context.app.url}/balances/ada`)))
  expect(responses.map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect(await context.world.tokens.report()).toMatchObject([{ user_id: 'ada', mints: 1 }])
})
