/** Chromium for the tests: the one that is installed, as little of it as they need, and what of the page it ran. */
import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Test } from 'tap'
import { launchChromium } from '../../scripts/chromium.ts'
import type { FakeSfoxOptions } from '../../src/options.ts'
import { start } from '../helper.ts'

const root = join(import.meta.dirname, '../..')

/** A browser for a whole test file, closed at its end. */
export async function launch (t: Test): Promise<Browser> {
  const browser = await launchChromium()
  t.teardown(async () => await browser.close())
  return browser
}

/** How a page is opened. */
export interface Visit {
  context?: BrowserContextOptions
  /** Whether the browser is going to refuse things, and say so on the console. */
  refusals?: boolean
}

/** Opens an address in a tab of its own, closed after the test; whatever goes wrong in it fails the test. */
export async function visit (t: Test, browser: Browser, url: string, how: Visit = {}): Promise<Page> {
  const context = await browser.newContext(how.context)
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    // The browser notes each refused or cut call by itself, and these are what a fake is for.
    const expected = how.refusals === true || message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !expected) problems.push(message.text())
  })
  await page.coverage.startJSCoverage({ resetOnNavigation: false })
  t.teardown(async () => {
    keepCoverage(await page.coverage.stopJSCoverage())
    await context.close()
    if (problems.length > 0) throw new Error(`something went wrong in the page: ${problems.join('; ')}`)
  })
  await page.goto(url)
  return page
}

/** A fake, and its page opened with the key. */
export async function open (
  t: Test, browser: Browser, { fake, ...how }: Visit & { fake?: FakeSfoxOptions } = {}
) {
  const sfox = await start(t, fake)
  const page = await visit(t, browser, `${sfox.url}/#key=${encodeURIComponent(sfox.key)}`, how)
  await page.getByText('Live', { exact: true }).waitFor()
  return { sfox, page }
}

/** What the browser ran counts like what Node ran: the page's lines are covered, or they are not. */
function keepCoverage (scripts: Awaited<ReturnType<Page['coverage']['stopJSCoverage']>>): void {
  if (process.env._TAPJS_PROCESSINFO_COVERAGE_ !== '1') return
  const maps: Record<string, object> = {}
  const result = scripts.flatMap(({ url, scriptId, functions }) => {
    const name = /\/_fake\/page\/((?!lit-html|eventsource-parser).*\.js)$/.exec(url)?.[1]
    if (name === undefined) return []
    const file = join(root, 'dist/page', name)
    const fileUrl = pathToFileURL(file).href
    const data = JSON.parse(readFileSync(`${file}.map`, 'utf8'))
    const sources = data.sources.map((source: string) => new URL(source, fileUrl).href)
    const lineLengths = readFileSync(file, 'utf8').split('\n').map(({ length }) => length)
    maps[fileUrl] = { lineLengths, data: { ...data, sources } }
    return { scriptId, url: fileUrl, functions }
  })
  const folder = join(root, '.tap/coverage')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify({ result, 'source-map-cache': maps }))
}
