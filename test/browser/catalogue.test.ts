/** Test the catalogue: every outcome, how to provoke it, and the buttons that do. */
import t from 'tap'
import { inWords } from '../../src/vendor/provenance.ts'
import type { Behaviour, Outcome } from '../../src/vendor/catalogue-schema.ts'
import { control } from '../helper.ts'
import { inChromium, open } from './browser.ts'

t.test('shows how to provoke each outcome', inChromium(), async (t) => {
  const { sfox, page } = await open(t)
  const { outcomes } = (await control(sfox, 'GET', '/catalog')).json as { outcomes: Outcome[] }
  const rows = page.getByRole('table', { name: 'Outcomes' }).locator('tbody > tr')
  t.equal(await rows.count(), outcomes.length)
  const shown = await rows.evaluateAll((all) => all.map((row) => [...row.children].map(({ textContent }) => textContent ?? '')))
  for (const [place, { status, reason, when, basis, text_basis: text, provoke }] of outcomes.entries()) {
    const [first, second, third, ways = '', fifth] = shown[place] as string[]
    t.strictSame([first, second, third, fifth],
      [String(status ?? 'cut'), reason ?? '', when, inWords({ basis, text, source: null, observed: null })])
    for (const request of [...provoke.before ?? [], provoke.request ?? []].flat()) {
      for (const part of [`${request.method} ${request.path}`, request.authorization ?? 'without credentials', request.body ?? '']) {
        t.ok(ways.includes(part), `${when}: ${part}`)
      }
    }
    if (provoke.magic_id !== undefined) t.ok(ways.includes(`magic id ${provoke.magic_id}`), when)
    if (provoke.fault) t.ok(ways.includes(`fault ${JSON.stringify(provoke.fault)}`), when)
  }
})

t.test('each button provokes the outcome of its row', inChromium(), async (t) => {
  const { sfox, page } = await open(t)
  const { outcomes } = (await control(sfox, 'GET', '/catalog')).json as { outcomes: Outcome[] }
  const rows = page.getByRole('table', { name: 'Outcomes' }).locator('tbody > tr')
  for (const [place, { status, reason, when, provoke }] of outcomes.entries()) {
    const row = rows.nth(place)
    // By keyboard: the result of the last one may move the button away from a pointer.
    await row.getByRole('button', { name: /^Try \d+: / }).press('Enter')
    const came = row.locator('[aria-live]')
    await came.locator('strong').waitFor()
    const imitated = provoke.request === undefined && provoke.magic_id === undefined
    const shown = await came.locator('strong').textContent()
    if (status === 408) {
      // Chromium may repeat a request after a 408 (RFC 9110, section 15.5.9). By then the fault is used up.
      t.match(shown, /^(?:408|201)$/, when)
      continue
    }
    t.equal(shown, String(status ?? 'cut'), when)
    if (status !== null) t.match(await came.textContent(), ` ${imitated ? 'fault' : reason ?? ''} `, when)
  }
  t.strictSame((await sfox.faults.list()).filter(({ hits }) => hits === 0), [], 'no fault is left over')
  await page.getByRole('button', { name: 'Reset world' }).click()
  await rows.locator('strong').first().waitFor({ state: 'detached' })
})

t.test('shows behaviours by keyboard, with date and host if observed', inChromium(), async (t) => {
  const observation = { date: '2026-11-26', host: 'api.staging.sfox.com' }
  const fixtures = {
    assumptions: { 'repeated-ids': 'once', 'unknown-user': { status: 422 }, 'unknown-account': { status: 400 } },
    observed: { 'repeated-ids': observation, 'unknown-user': observation }
  } as const
  const { sfox, page } = await open(t, { fake: { fixtures } })
  const catalogue = page.getByRole('region', { name: 'Catalogue' })
  const table = catalogue.getByRole('table', { name: 'Behaviours' })
  t.notOk(await table.isVisible(), 'closed at first')
  await catalogue.locator('summary', { hasText: 'Behaviours' }).focus()
  await page.keyboard.press('Enter')
  await table.waitFor()

  const { behaviours } = (await control(sfox, 'GET', '/catalog')).json as { behaviours: Behaviour[] }
  const shown = await table.locator('tbody > tr').evaluateAll((all) => all.map((row) => [...row.children].map(({ textContent }) => textContent)))
  const words = ({ basis, observed }: Behaviour) => inWords({ basis, text: null, source: null, observed })
  t.strictSame(shown, behaviours.map((row) => [row.name, JSON.stringify(row.value), words(row)]))
  const known = async (name: string) => await table.getByRole('row', { name }).getByRole('cell').last().textContent()
  t.equal(await known('repeated-ids'), 'observed 2026-11-26 at api.staging.sfox.com')
  t.equal(await known('mint-list'), 'documented')

  const outcome = (reason: string) => page.getByRole('table', { name: 'Outcomes' }).getByRole('row')
    .filter({ has: page.getByRole('cell', { name: reason, exact: true }) })
  await outcome('unknown-user').getByText('observed 2026-11-26 at api.staging.sfox.com', { exact: true }).waitFor()
  await outcome('unknown-account').getByText('status assumed, text documented', { exact: true }).waitFor()
})

t.test('reports a lost connection', inChromium(), async (t) => {
  const { sfox, page } = await open(t)
  await sfox.close()
  await page.getByText('Connection lost').waitFor()
  await page.getByRole('button', { name: /^Try \d+: 201/ }).first().click()
  await page.getByText('The connection was cut.').waitFor()
})
