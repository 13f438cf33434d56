import { expect } from '@playwright/test'
import { test } from '../world.js'

test('a token that sFOX no longer takes is replaced, once', async ({ page, world }) => {
  await page.goto('/?user=ada')
  await expect(page.getByRole('row')).toHaveCount(2)
  await world.clock.advance('25h')
  await page.reload()
  await expect(page.getByRole('row')).toHaveCount(2)
  expect(await world.tokens.report()).toMatchObject([{ user_id: 'ada', mints: 2, uses_after_expiry: 1 }])
})

test('ten who ask at the same time share one token', async ({ request, world }) => {
  await world.faults.add({ match: { path: '/v1/enterprise/*' }, delay: '300ms' }) // they ask while it is on its way
  const responses = await Promise.all(Array.from({ length: 10 }, () => request.get('/balances/ada')))
  expect(responses.map((response) => response.status())).toEqual(Array(10).fill(200))
  expect(await world.tokens.report()).toMatchObject([{ user_id: 'ada', mints: 1 }])
})
