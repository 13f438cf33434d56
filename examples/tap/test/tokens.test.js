import t from 'tap'
import { app, world } from '../world.js'

t.test('a token that sFOX no longer takes is replaced, once', async (t) => {
  await fetch(`${app.url}/balances/ada`)
  await world.clock.advance('25h')
  const response = await fetch(`${app.url}/balances/ada`)
  t.equal(response.status, 200)
  t.match(await world.tokens.report(), [{ user_id: 'ada', mints: 2, uses_after_expiry: 1 }])
})

t.test('ten who ask at the same time share one token', async (t) => {
  await world.faults.add({ match: { path: '/v1/enterprise/*' }, delay: '300ms' }) // they ask while it is on its way
  const responses = await Promise.all(Array.from({ length: 10 }, () => fetch(`${app.url}/balances/ada`)))
  t.strictSame(responses.map(({ status }) => status), Array(10).fill(200))
  t.match(await world.tokens.report(), [{ user_id: 'ada', mints: 1 }])
})
