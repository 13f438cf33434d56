import { expect } from '@playwright/test'
import { test } from '../world.js'

test('the balances of a user are shown', async ({ page }) => {
  await page.goto('/')
  await page.getByLabel('User').fill('ada')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByRole('row', { name: 'btc 0.5' })).toBeVisible()
  await expect(page.getByRole('row', { name: 'usd 1000' })).toBeVisible()
})

test('while sFOX is down, that is what we say', async ({ page, world }) => {
  await world.faults.add({ match: { path: '/v1/user/balance' }, status: 503 })
  await page.goto('/?user=ada')
  await expect(page.getByRole('alert')).toHaveText('sFOX answered 503')
  await world.faults.assertUsed()
})
