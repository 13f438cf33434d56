/** Chromium for the tests: one browser a process, a tab a visit, and the coverage of the page. */
import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import allTests, { type Test } from 'tap'
import { launchChromium } from '../../scripts/chromium.ts'
import type { FakeSfoxOptions } from '../../src/options/table.ts'
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

export interface Visit {
  context?: BrowserContextOptions
  /** True if the browser is expected to block something and to report it on the console. */
  refusals?: boolean
}

/** Open an address in a new tab, which is closed after the test. Errors in the page fail the test. */
export async function visit (t: Test, url: string, how: Visit = {}): Promise<Page> {
  const context = await (await launched()).newContext(how.context)
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    // The browser reports each failed request by itself, and the tests provoke many.
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

/** Start a fake and open its page with the key. */
export async function open (t: Test, { fake, ...how }: Visit & { fake?: FakeSfoxOptions } = {}) {
  const sfox = await start(t, fake)
  const page = await visit(t, `${sfox.url}/#key=${encodeURIComponent(sfox.key)}`, how)
  await page.getByText('Live', { exact: true }).waitFor()
  return { sfox, page }
}

/** Write the browser's coverage of the bundle where tap expects the coverage of Node; the source map leads to src/. */
function keepCoverage (scripts: Awaited<ReturnType<Page['coverage']['stopJSCoverage']>>): void {
  const file = join(root, 'dist/page/page.js')
  const url = pathToFileURL(file).href
  const result = scripts.filter((script) => script.url.endsWith('/_fake/page/page.js'))
    .map(({ scriptId, functions }) => ({ scriptId, url, functions }))
  const data = JSON.parse(readFileSync(`${file}.map`, 'utf8'))
  const sources = data.sources.map((source: string) => new URL(source, url).href)
  const lineLengths = readFileSync(file, 'utf8').split('\n').map(({ length }) => length)
  const folder = join(root, '.tap/coverage')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${randomUUID()}.json`),
    JSON.stringify({ result, 'source-map-cache': { [url]: { lineLengths, data: { ...data, sources } } } }))
}
