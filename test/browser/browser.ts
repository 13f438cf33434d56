/** Chromium for the tests: the one that is installed, as little of it as they need, and what of the page it ran. */
import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import allTests, { type Test } from 'tap'
import { launchChromium } from '../../scripts/chromium.ts'
import type { FakeSfoxOptions } from '../../src/options.ts'
import { start, takesCoverage } from '../helper.ts'
import { needs } from '../needs.ts'

const root = join(import.meta.dirname, '../..')

/** Make the options of a test that opens a page. */
export const inChromium = () => needs(['chromium'])

let browser: Promise<Browser> | undefined

/** Return the one browser of this process, which is started when first needed and closed at its end. */
async function launched (): Promise<Browser> {
  if (browser === undefined) {
    browser = launchChromium()
    allTests.teardown(async () => await (await browser)?.close())
  }
  return await browser
}

/** How a page is opened. */
export interface Visit {
  context?: BrowserContextOptions
  /** Whether the browser is going to refuse things, and say so on the console. */
  refusals?: boolean
}

/** Opens an address in a tab of its own, closed after the test; whatever goes wrong in it fails the test. */
export async function visit (t: Test, url: string, how: Visit = {}): Promise<Page> {
  const context = await (await launched()).newContext(how.context)
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    // The browser notes each refused or cut call by itself, and these are what a fake is for.
    const expected = how.refusals === true || message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !expected) problems.push(message.text())
  })
  if (takesCoverage) await page.coverage.startJSCoverage({ resetOnNavigation: false })
  t.teardown(async () => {
    if (takesCoverage) keepCoverage(await page.coverage.stopJSCoverage())
    await context.close()
    if (problems.length > 0) throw new Error(`something went wrong in the page: ${problems.join('; ')}`)
  })
  await page.goto(url)
  return page
}

/** A fake, and its page opened with the key. */
export async function open (
  t: Test, { fake, ...how }: Visit & { fake?: FakeSfoxOptions } = {}
) {
  const sfox = await start(t, fake)
  const page = await visit(t, `${sfox.url}/#key=${encodeURIComponent(sfox.key)}`, how)
  await page.getByText('Live', { exact: true }).waitFor()
  return { sfox, page }
}

/** What the browser ran counts like what Node ran: the page's lines are covered, or they are not. */
function keepCoverage (scripts: Awaited<ReturnType<Page['coverage']['stopJSCoverage']>>): void {
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
