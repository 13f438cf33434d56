/** The catalogue: every outcome, how it is provoked, and a button that does. */
import t from 'tap'
import type { Outcome } from '../../src/schemas/catalog.ts'
import { control } from '../helper.ts'
import { launch, open } from './browser.ts'

const browser = await launch(t)

t.test('every outcome is shown with what provokes it', async (t) => {
  const { sfox, page } = await open(t, browser)
  const { outcomes } = (await control(sfox, 'GET', '/catalog')).json as { outcomes: Outcome[] }
  const rows = page.getByRole('region', { name: 'Catalogue' }).locator('tbody > tr')
  t.equal(await rows.count(), outcomes.length)
  const shown = await rows.evaluateAll((all) => all.map((row) => [...row.children].map(({ textContent }) => textContent ?? '')))
  for (const [place, { status, reason, when, documented, provoke }] of outcomes.entries()) {
    const [first, second, third, ways = '', fifth] = shown[place] as string[]
    t.strictSame([first, second, third, fifth],
      [String(status ?? 'cut'), reason ?? '', when, documented ? 'documented' : 'not documented'])
    for (const request of [...provoke.before ?? [], provoke.request ?? []].flat()) {
      for (const part of [`${request.method} ${request.path}`, request.authorization ?? 'without credentials', request.body ?? '']) {
        t.ok(ways.includes(part), `${when}: ${part}`)
      }
    }
    if (provoke.magic_id !== undefined) t.ok(ways.includes(`magic id ${provoke.magic_id}`), when)
    if (provoke.fault) t.ok(ways.includes(`fault ${JSON.stringify(provoke.fault)}`), when)
  }
})

t.test('each button brings about what its row says', async (t) => {
  const { sfox, page } = await open(t, browser)
  const { outcomes } = (await control(sfox, 'GET', '/catalog')).json as { outcomes: Outcome[] }
  const rows = page.getByRole('region', { name: 'Catalogue' }).locator('tbody > tr')
  for (const [place, { status, reason, when, provoke }] of outcomes.entries()) {
    const row = rows.nth(place)
    // By key, since what the last one brought about may move the button from under a pointer.
    await row.getByRole('button', { name: /^Try \d+: / }).press('Enter')
    const came = row.locator('[aria-live]')
    await came.locator('strong').waitFor()
    const imitated = provoke.request === undefined && provoke.magic_id === undefined
    t.equal(await came.locator('strong').textContent(), String(status ?? 'cut'), when)
    if (status !== null) t.match(await came.textContent(), ` ${imitated ? 'fault' : reason ?? ''} `, when)
  }
  t.strictSame((await sfox.faults.list()).filter(({ hits }) => hits === 0), [], 'no fault is left behind for others')
  await page.getByRole('button', { name: 'Reset world' }).click()
  await rows.locator('strong').first().waitFor({ state: 'detached' })
})

t.test('it says so where the fake has gone meanwhile', async (t) => {
  const { sfox, page } = await open(t, browser)
  await sfox.close()
  await page.getByText('The fake has gone away').waitFor()
  await page.getByRole('button', { name: 'Try 1: 201' }).click()
  await page.getByText('The connection was cut.').waitFor()
})
