import assert from 'node:assert/strict'
import { test } from 'node:test'
import { app, world } from '../world.js'

test('a token that sFOX no longer takes is replaced, once', async () => {
  await fetch(`${app.url}/balances/ada`)
  await world.clock.advance('25h')
  const response = await fetch(`${app.url}/balances/ada`)
  assert.equal(response.status, 200)
  const [report] = await world.tokens.report()
  assert.equal(report.mints, 2)
  assert.equal(report.uses_after_expiry, 1)
})

test('ten who ask at the same time share one token', async () => {
  await world.faults.add({ match: { path: '/v1/enterprise/*' }, delay: '300ms' }) // they ask while it is on its way
  const responses = await Promise.all(Array.from({ length: 10 }, () => fetch(`${app.url}/balances/ada`)))
  assert.deepEqual(responses.map(({ status }) => status), Array(10).fill(200))
  const [report] = await world.tokens.report()
  assert.equal(report.mints, 1)
})
