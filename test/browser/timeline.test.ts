/** Test the token timeline and its text. */
import t from 'tap'
import type { Page } from 'playwright-core'
import { client, mint, mintToken } from '../helper.ts'
import { inChromium, open } from './browser.ts'

const fake = { now: '2026-01-31T12:00:00Z', freeze: true }

const picture = (page: Page) => page.getByRole('img', { name: 'Token timeline' })
const drawn = async (page: Page, selector: string) => await picture(page).locator(selector).count()
const fill = async (page: Page, selector: string) =>
  await picture(page).locator(selector).first().evaluate((shape) => getComputedStyle(shape).fill)
const titles = async (page: Page, selector: string) => await picture(page).locator(`${selector} > title`).allTextContents()
/** Wait for the clock. It is loaded apart from the requests, so either may arrive first. */
const clockShows = async (page: Page, now: string) => await page.locator('time').filter({ hasText: now }).waitFor()

t.test('draws a lane per user with lifetimes, uses, late uses, refusals and faults', inChromium(), async (t) => {
  const { sfox, page } = await open(t, { fake })
  await page.getByText('No tokens yet.').waitFor()
  const token = await mintToken(sfox.url, 'user-1')
  await mint(sfox.url, ['user-2'])
  const call = client(sfox, token)
  await sfox.clock.advance('2h')
  await call('GET', '/user/balance')
  await call('GET', '/user/balance')
  await call('GET', '/nope')
  await sfox.faults.add({ status: 503 })
  await call('GET', '/user/balance')
  await mint(sfox.url, 'user-1', 'wrong')
  await mint(sfox.url, 'user-2', '')
  await sfox.clock.advance('22h')
  await call('GET', '/user/balance')
  await call('GET', '/user/balance')
  await page.getByText('2 users, 2 tokens, 2 uses, 2 after expiry, 3 refused, 1 fault.').waitFor()
  await clockShows(page, '2026-02-01 12:00:00')

  t.strictSame(await picture(page).locator('.names text').evaluateAll((all) => all.map((text) =>
    [...text.childNodes].find((node) => node instanceof Text && node.data !== '')?.textContent)), ['user-1', 'user-2'])
  t.strictSame([await drawn(page, '.life'), await drawn(page, '.mark.use'), await drawn(page, '.mark.late'),
    await drawn(page, '.mark.refused'), await drawn(page, '.mark.fault')], [2, 2, 2, 3, 1])
  t.equal(new Set([await fill(page, '.mark.use'), await fill(page, '.mark.late'), await fill(page, '.mark.fault')]).size, 3)
  t.equal(await drawn(page, '.life.over'), 2)
  t.match((await titles(page, '.life'))[0], /^#[0-9a-f]{8}: minted 2026-01-31 12:00:00, expires 2026-02-01 12:00:00 \(0 s ago\)$/)
  t.match((await titles(page, '.point')).at(0), /^2026-01-31T14:00:00\.000Z GET \/v1\/user\/balance 200$/)
})

t.test('draws a use halfway through a lifetime in the middle of the bar', inChromium(), async (t) => {
  const { sfox, page } = await open(t, { fake })
  const token = await mintToken(sfox.url, 'user-1')
  await sfox.clock.advance('12h')
  await client(sfox, token)('GET', '/user/balance')
  await page.getByText('1 use,').waitFor()
  await clockShows(page, '2026-02-01 00:00:00')
  const middle = async (selector: string) => {
    const box = await picture(page).locator(selector).boundingBox()
    return box ? box.x + box.width / 2 : NaN
  }
  t.ok(Math.abs(await middle('.life') - await middle('.mark.use')) < 1)
  t.ok(Math.abs(await middle('.now') - await middle('.mark.use')) < 1)
})

t.test('moves the line for now with the fake\'s clock', inChromium(), async (t) => {
  const { sfox, page } = await open(t, { fake })
  await mint(sfox.url, ['user-1'])
  await picture(page).locator('.life').waitFor()
  const x = async () => Number.parseFloat(await picture(page).locator('.now').getAttribute('x1') as string)
  const before = await x()
  await sfox.clock.advance('6h')
  await page.waitForFunction((before) =>
    Number.parseFloat(document.querySelector('.now')?.getAttribute('x1') as string) > before + 10, before)
  const later = await x()
  await page.getByLabel('Range').selectOption('5 minutes')
  await page.getByRole('button', { name: 'Resume' }).click()
  const atFive = await x()
  await page.waitForFunction((before) =>
    Number.parseFloat(document.querySelector('.now')?.getAttribute('x1') as string) !== before, atFive)
  t.ok(later > before)
})

t.test('a range limits the time around now', inChromium(), async (t) => {
  const { sfox, page } = await open(t, { fake })
  const token = await mintToken(sfox.url, 'user-1')
  await client(sfox, token)('GET', '/user/balance')
  await sfox.clock.advance('20h')
  await mint(sfox.url, ['user-2'])
  await picture(page).locator('.life').nth(1).waitFor()
  await clockShows(page, '2026-02-01 08:00:00')
  const labels = async () => await picture(page).locator('.axis text').allTextContents()
  t.strictSame(await labels(), ['12:00', '2026-02-01', '12:00', '2026-02-02'])
  await page.getByLabel('Range').selectOption('1 hour')
  await page.waitForFunction(() => document.querySelector('.axis text')?.textContent === '07:30')
  t.equal(await drawn(page, '.mark.use'), 0, 'earlier marks are not drawn')
  t.equal(await drawn(page, '.now'), 1)
  await page.getByLabel('Range').selectOption('All')
  await picture(page).locator('.mark.use').waitFor()
})

for (const users of [1, 50]) {
  t.test(`is readable with ${users} user${users === 1 ? '' : 's'}`, inChromium(), async (t) => {
    const { sfox, page } = await open(t, { fake })
    await mint(sfox.url, Array.from({ length: Math.min(users, 20) }, (_, index) => `client_account_${index}`))
    for (let index = 20; index < users; index++) await mint(sfox.url, [`client_account_${index}`])
    await page.getByText(new RegExp(`^\\s*${users} users?, ${users} tokens?,`)).waitFor()
    const boxes = await picture(page).locator('.names text').evaluateAll((all) => all.map((text) => {
      const { top, bottom, height } = text.getBoundingClientRect()
      return { top, bottom, height }
    }))
    t.equal(boxes.length, users)
    for (const [index, { top, height }] of boxes.entries()) {
      t.ok(height >= 12, 'a name is not too small')
      t.ok(top >= (boxes[index - 1]?.bottom ?? 0), 'names do not overlap')
    }
    const bars = await picture(page).locator('.life').evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().width))
    for (const width of bars) t.ok(width > 300, 'bars are long')
    const last = picture(page).locator('.life').last()
    await last.scrollIntoViewIfNeeded()
    t.ok(await picture(page).locator('.axis').isVisible(), 'the axis stays in sight')
  })
}

t.test('shortens long ids, draws tokens without a known mint, and limits the number of users', inChromium(), async (t) => {
  const { sfox, page } = await open(t, { fake: { ...fake, journal: 3 } })
  const token = await mintToken(sfox.url, '236f5cdc-7h82-6fh3-h37s-9382840de46575')
  await picture(page).getByText('236f5cdc-…0de46575').waitFor()
  t.strictSame(await picture(page).locator('.names title').allTextContents(), ['236f5cdc-7h82-6fh3-h37s-9382840de46575'])
  await mint(sfox.url, ['fake:expired'])
  await mint(sfox.url, 'nobody', 'wrong')
  await mint(sfox.url, [])
  await picture(page).getByText('no user').waitFor()
  await client(sfox, token)('GET', '/user/balance')
  await page.reload()
  await picture(page).locator('.life.older').waitFor()
  t.match((await titles(page, '.life'))[0], ': minted before the journal begins, expires 2026-02-01 12:00:00 (in 1 d)')
  await page.getByText('Timeline as text').click()
  await page.getByRole('cell', { name: 'before the journal begins' }).waitFor()
  for (let list = 0; list < 11; list++) await mint(sfox.url, Array.from({ length: 20 }, (_, index) => `${list}-${index}`))
  await page.getByText('The latest 200 users are drawn.').waitFor()
})

t.test('shows the same as text', inChromium(), async (t) => {
  const { sfox, page } = await open(t, { fake })
  const token = await mintToken(sfox.url, 'user-1')
  const call = client(sfox, token)
  await call('GET', '/user/balance')
  await sfox.clock.advance('25h')
  await call('GET', '/user/balance')
  await mintToken(sfox.url, 'user-1')
  await mint(sfox.url, 'user-1', 'wrong')
  await page.getByText('Timeline as text').press('Enter')
  const table = page.getByRole('table', { name: 'Timeline as text' })
  await table.getByText('without a token').waitFor()
  await clockShows(page, '2026-02-01 13:00:00')
  const rows = await table.locator('tbody tr').evaluateAll((all) =>
    all.map((row) => [...row.children].map(({ textContent }) => textContent?.trim().replace(/^#[0-9a-f]{8}$/, '#'))))
  t.strictSame(rows, [
    ['user-1', '#', '2026-01-31 12:00:00', '2026-02-01 12:00:00', 'expired 1 h ago', '1', '1', '0', '0'],
    ['user-1', '#', '2026-02-01 13:00:00', '2026-02-02 13:00:00', 'valid for 1 d', '0', '0', '0', '0'],
    ['user-1', 'without a token', '0', '0', '1', '0']
  ])
  t.equal(await picture(page).getAttribute('aria-describedby'), 'timeline-summary')
  await page.getByText('Timeline as text').press('Enter')
  await table.waitFor({ state: 'detached' })
})
