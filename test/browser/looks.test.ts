/** Test themes, widths, keyboard and accessibility. */
import t, { type Test } from 'tap'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { client, mint, mintToken } from '../helper.ts'
import { inChromium, open } from './browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Return the violations of WCAG 2.2 AA and of good practice. */
async function violations (page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: () => Promise<{ violations: any[] }> } }
    return (await axe.run()).violations.flatMap(({ id, nodes }) => nodes.map(({ html }: any) => `${id}: ${html.slice(0, 200)}`))
  })
}

/** Open a page with content in each part. */
async function openFull (t: Test, colorScheme: 'light' | 'dark', width: number) {
  const { sfox, page } = await open(t, { context: { colorScheme, viewport: { width, height: 900 } } })
  const call = client(sfox, await mintToken(sfox.url, 'user-1'))
  await call('GET', '/user/balance')
  await call('GET', '/nope')
  await sfox.faults.add({ status: 503 })
  await sfox.faults.add({ status: 500, times: null, match: { path: '/v1/orders/:id' } })
  await call('GET', '/user/balance')
  await sfox.clock.advance('25h')
  await call('GET', '/user/balance')
  await mint(sfox.url, [])
  await page.getByRole('button', { name: 'Mint tokens' }).click()
  await page.getByRole('button', { name: /^Try \d+: 400 malformed-url$/ }).first().click()
  await page.getByRole('region', { name: 'Catalogue' }).locator('strong').waitFor()
  await page.getByText('Timeline as text').click()
  await page.getByText('Behaviours').click()
  await page.locator('.opener').first().click()
  await page.locator('pre').waitFor()
  await page.getByRole('button', { name: 'Copy' }).waitFor()
  return page
}

for (const theme of ['light', 'dark'] as const) {
  t.test(`${theme}: is accessible at any width`, inChromium(), async (t) => {
    for (const width of [1440, 820, 390]) {
      const page = await openFull(t, theme, width)
      t.strictSame(await violations(page), [], `${width} px`)
      t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} px: no horizontal overflow`)
    }
  })

  t.test(`${theme}: is accessible with a problem shown and without the fake`, inChromium(), async (t) => {
    const { sfox, page } = await open(t, { context: { colorScheme: theme } })
    await sfox.close()
    await page.getByText('Connection lost').waitFor()
    await page.getByRole('button', { name: 'Freeze' }).click()
    await page.getByRole('button', { name: 'Dismiss' }).waitFor()
    t.strictSame(await violations(page), [])
  })
}

t.test('has two themes', inChromium(), async (t) => {
  const colours = async (colorScheme: 'light' | 'dark') => {
    const { page } = await open(t, { context: { colorScheme } })
    return await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body)
      return [backgroundColor, color]
    })
  }
  t.strictSame([await colours('light'), await colours('dark')], [
    ['rgb(245, 246, 249)', 'rgb(28, 33, 48)'], ['rgb(20, 22, 28)', 'rgb(231, 233, 239)']
  ])
})

t.test('works by keyboard alone, with a visible focus', inChromium(), async (t) => {
  const { sfox, page } = await open(t)
  await mint(sfox.url, ['a'])
  await page.getByRole('cell', { name: 'a', exact: true }).waitFor()
  const focused: string[] = []
  await page.evaluate(() => { (document.activeElement as HTMLElement).blur() })
  for (let count = 0; count < 40; count++) {
    await page.keyboard.press('Tab')
    const [name, outline] = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement
      const label = element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.textContent ?? element.textContent
      return [label?.trim().slice(0, 30) ?? '', getComputedStyle(element).outlineStyle]
    })
    t.not(outline, 'none', name)
    focused.push(name as string)
  }
  const expected = [
    'Enterprise key', 'Use key', 'Reset world', 'Advance 1 h', 'Advance 24 h', 'Freeze', 'Resume', 'Reset clock', 'User ids',
    'Mint tokens', 'Effect', 'Times', 'Add fault', 'Scrollable list'
  ]
  t.strictSame(focused.slice(0, expected.length), expected)
  for (const name of ['Range', 'Scrollable timeline', 'Timeline as text', 'Scrollable catalogue']) {
    t.ok(focused.includes(name), name)
  }
  t.ok(focused.some((name) => /^Try \d+: /.test(name)), 'a button of the catalogue')
  await page.getByLabel('User ids').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Mint' }).getByText('201', { exact: true }).waitFor()
  t.equal(await page.evaluate(() => document.activeElement?.textContent), 'Mint tokens', 'the focus stays')
})
