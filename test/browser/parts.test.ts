/** Test each part of the page by its role and name. */
import t from 'tap'
import { control, key, mint, mintToken } from '../helper.ts'
import { inChromium, open } from './browser.ts'

t.test('has every part by its name', inChromium(), async (t) => {
  const { page } = await open(t)
  await page.getByRole('button', { name: 'Mint tokens' }).click()
  await page.getByRole('button', { name: 'Add fault' }).click()
  await page.getByRole('button', { name: 'Remove' }).waitFor()
  await page.getByRole('button', { name: 'Copy' }).waitFor()
  for (const [role, name] of [
    ['table', 'Requests'], ['region', 'Mint'], ['region', 'Clock'], ['region', 'Faults'], ['region', 'Catalogue'],
    ['img', 'Token timeline'], ['textbox', 'User ids'], ['textbox', 'Enterprise key'], ['combobox', 'Effect'],
    ['spinbutton', 'Times'], ['button', 'Mint tokens'], ['button', 'Advance 1 h'], ['button', 'Advance 24 h'],
    ['button', 'Freeze'], ['button', 'Resume'], ['button', 'Reset clock'], ['button', 'Add fault'], ['button', 'Reset world']
  ] as const) t.equal(await page.getByRole(role, { name }).count(), 1, `${role} ${name}`)
  for (const label of ['Enterprise key', 'User ids', 'Effect', 'Times']) t.equal(await page.getByLabel(label).count(), 1, label)
  t.equal(await page.getByRole('link', { name: 'OpenAPI document' }).getAttribute('href'), './_fake/openapi.json')
})

t.test('shows requests live, newest first, and opens a row to the whole entry', inChromium(), async (t) => {
  const { sfox, page } = await open(t)
  const rows = page.getByRole('table', { name: 'Requests' }).locator('tbody tr')
  await page.getByText('No requests yet').waitFor()
  await mint(sfox.url, ['a', 'b'])
  await mint(sfox.url, 'c', 'wrong')
  await rows.getByRole('cell', { name: 'unknown-key' }).waitFor()
  const [first, second] = await sfox.requests.list()
  const cells = await rows.evaluateAll((all) =>
    all.map((row) => [...row.children].map(({ textContent }) => textContent?.trim())))
  t.strictSame(cells, [
    [second?.at.slice(11, 23), 'POST', '/v1/enterprise/user-tokens/c', '401', 'unknown-key', 'c'],
    [first?.at.slice(11, 23), 'POST', '/v1/enterprise/user-tokens', '201', '', 'a, b']
  ])

  await rows.last().click()
  t.strictSame(JSON.parse(await page.locator('pre').textContent() as string), first)
  await rows.first().getByRole('button').press('Enter')
  await page.locator('pre').nth(1).waitFor()
  t.equal(await rows.first().getByRole('button').getAttribute('aria-expanded'), 'true')
  await rows.first().getByRole('button').press('Space')
  await page.locator('pre').nth(1).waitFor({ state: 'detached' })

  await page.locator('pre').selectText()
  await rows.first().click({ position: { x: 300, y: 8 }, modifiers: ['Shift'] })
  t.equal(await page.locator('pre').count(), 1, 'selecting text does not open the row')
})

t.test('shows a request of many users, a cut connection, and an emptied journal', inChromium(), async (t) => {
  const { sfox, page } = await open(t)
  await mint(sfox.url, Array.from({ length: 25 }, (_, index) => `u${index}`))
  await mint(sfox.url, 'fake:reset').catch(() => {})
  await page.getByRole('cell', { name: /u19, … \(25\)$/ }).waitFor()
  await page.getByRole('table', { name: 'Requests' }).getByRole('cell', { name: 'cut', exact: true }).waitFor()
  await sfox.requests.clear()
  await page.getByText('No requests yet').waitFor()
})

t.test('the clock ticks, advances, freezes, and follows changes by others', inChromium(), async (t) => {
  const { sfox, page } = await open(t, { fake: { now: '2026-01-31T12:00:00Z' } })
  const region = page.getByRole('region', { name: 'Clock' })
  const shown = async () => await region.locator('time').textContent()
  const reads = async (text: string | RegExp) => await region.locator('time').filter({ hasText: text }).waitFor()
  const press = async (name: string) => await region.getByRole('button', { name, exact: true }).click()
  await reads('2026-01-31 12:00:0')
  const before = await shown()
  await page.waitForFunction((text) => document.querySelector('time')?.textContent !== text, before)

  await press('Freeze')
  await region.getByText('frozen').waitFor()
  await press('Advance 1 h')
  await reads('2026-01-31 13:00:')
  await press('Advance 24 h')
  await reads('2026-02-01 13:00:')
  await press('Resume')
  await region.getByText('running').waitFor()
  await press('Reset clock')
  await reads('2026-01-31 12:00:')
  await sfox.clock.freeze('2030-01-01T00:00:00Z')
  await reads('2030-01-01 00:00:00')
  await sfox.clock.set('9999-12-31T23:00:00Z')
  await reads('9999-12-31')
  await press('Advance 24 h')
  await page.getByRole('alert').getByText('The clock cannot be advanced beyond the year 9999').waitFor()
})

t.test('faults are added, hit, used up, removed, and added by others', inChromium(), async (t) => {
  const { sfox, page } = await open(t)
  const region = page.getByRole('region', { name: 'Faults' })
  await region.getByText('No faults.').waitFor()
  await page.getByLabel('Effect').selectOption('Status 429')
  await page.getByLabel('Times').fill('2')
  await page.getByRole('button', { name: 'Add fault' }).click()
  await region.getByText('fault-1: 429').waitFor()
  await region.getByText('0 of 2 hits').waitFor()
  t.equal((await mint(sfox.url, 'a')).status, 429)
  await region.getByText('1 of 2 hits').waitFor()
  t.equal((await mint(sfox.url, 'a')).status, 429)
  await region.locator('.over').getByText('2 of 2 hits').waitFor()

  await page.getByLabel('Times').fill('')
  await page.getByLabel('Effect').selectOption('Connection reset')
  await page.getByRole('button', { name: 'Add fault' }).click()
  await region.getByText('0 hits, no limit').waitFor()
  await sfox.faults.add({
    delay: { min: '1ms', max: 20 }, status: 500, after: 3, probability: 0.5, match: { method: 'GET', path: '/v1/*', user_id: 'x' }
  })
  await region.getByText('fault-3: delay 1ms to 20, 500 for GET /v1/* x after 3 with probability 0.5').waitFor()
  await sfox.faults.add({ when: 'after', delay: '5ms' })
  await region.getByText('fault-4: delay 5ms once the call is carried out').waitFor()

  await region.getByRole('button', { name: 'Remove fault-1' }).click()
  await region.getByText('fault-1').waitFor({ state: 'detached' })
  t.strictSame((await sfox.faults.list()).map(({ id }) => id), ['fault-2', 'fault-3', 'fault-4'])
  await control(sfox, 'DELETE', '/faults')
  await region.getByText('No faults.').waitFor()
})

t.test('a reset acts at once, and only in the world of the key', inChromium(), async (t) => {
  const { sfox, page } = await open(t)
  await mint(sfox.url, 'other', `${key}~w`)
  await page.getByRole('button', { name: 'Mint tokens' }).click()
  await page.getByText('201').first().waitFor()
  await sfox.faults.add({ status: 503 })
  await sfox.clock.advance('48h')
  await page.getByText('fault-1').first().waitFor()
  const token = await mintToken(sfox.url, 'b', `${key}~w`)
  await page.getByRole('button', { name: 'Reset world' }).click()
  await page.getByText('No requests yet').waitFor()
  await page.getByText('No faults.').waitFor()
  t.equal(await page.getByRole('region', { name: 'Mint' }).locator('li').count(), 0)
  t.ok((await sfox.clock.now()).getTime() < Date.now() + 60_000)
  t.strictSame(await sfox.requests.list(), [])
  t.equal((await sfox.world('w').tokens.introspect(token)).active, true)
})
