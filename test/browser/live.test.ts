/** Test live updates: under a stream of requests, and when the fake stops and comes back. */
import t from 'tap'
import type { Page } from 'playwright-core'
import { authorization, mint, start, tokensPath } from '../helper.ts'
import { inChromium, open, visit } from './browser.ts'

/** Send a request every `every` ms until the returned function is called. It resolves to their number. */
function stream (url: string, every: number) {
  const sent: Array<Promise<unknown>> = []
  const timer = setInterval(() => sent.push(mint(url, [`user-${sent.length % 50}`])), every)
  return async () => {
    clearInterval(timer)
    return (await Promise.all(sent)).length
  }
}

/** Count the frames that a page draws in 2 s, and the ms in tasks of more than 50 ms. */
async function countFrames (page: Page) {
  await page.bringToFront()
  return await page.evaluate(async () => await new Promise<{ frames: number, blocked: number }>((resolve) => {
    let [frames, blocked] = [0, 0]
    const end = performance.now() + 2000
    new PerformanceObserver((tasks) => {
      for (const { duration } of tasks.getEntries()) blocked += duration
    }).observe({ type: 'longtask' })
    requestAnimationFrame(function frame (now) {
      frames++
      if (now < end) requestAnimationFrame(frame)
      else resolve({ frames, blocked })
    })
  }))
}

const table = (page: Page) => page.getByRole('table', { name: 'Requests' })
const cell = (page: Page, name: string) => table(page).getByRole('cell', { name, exact: true })
const rows = (page: Page) => table(page).locator('tr.request')

t.test('stays smooth with 1,000 entries and a request every 10 ms', inChromium(), async (t) => {
  const { url, key } = await start(t)
  for (let count = 0; count < 1000; count++) await mint(url, [`user-${count % 50}`])

  const stop = stream(url, 10)
  const blank = await visit(t, 'about:blank')
  const page = await visit(t, `${url}/#key=${key}`)
  await rows(page).nth(999).waitFor({ state: 'attached' })
  const newest = await rows(page).first().locator('button').getAttribute('title')
  // Each round compares with an empty page, which has the same load. Other load on the machine can only make a round
  // worse, so one good round is enough. The time in long tasks depends on the machine, so it is reported only.
  const rounds: string[] = []
  let smooth = false
  for (let round = 0; round < 3 && !smooth; round++) {
    const [empty, live] = [await countFrames(blank), await countFrames(page)]
    smooth = live.frames > empty.frames / 3
    rounds.push(`${live.frames} frames where an empty page has ${empty.frames}, ${live.blocked} ms of 2 s in long tasks`)
  }
  t.ok(smooth, rounds.join('; '))
  t.ok(await stop() > 100, 'requests were sent')

  t.not(await rows(page).first().locator('button').getAttribute('title'), newest, 'requests arrived')
  t.equal(await rows(page).count(), 1000, 'the oldest are dropped')
})

t.test('keeps the scroll position and open rows while requests arrive', inChromium(), async (t) => {
  const { sfox, page } = await open(t)
  for (let count = 0; count < 100; count++) await mint(sfox.url, [`user-${count}`])
  await rows(page).nth(99).waitFor({ state: 'attached' })
  const chosen = rows(page).filter({ hasText: 'user-50' })
  await chosen.click()
  const top = async () => (await chosen.boundingBox())?.y
  await chosen.scrollIntoViewIfNeeded()
  const [before, scrolled] = [await top(), await page.evaluate(() => scrollY)]
  const stop = stream(sfox.url, 10)
  await rows(page).nth(150).waitFor({ state: 'attached' })
  const sent = await stop()
  await rows(page).nth(99 + sent).waitFor({ state: 'attached' })
  await page.evaluate(async () => await new Promise((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(resolve))))
  t.ok(Math.abs((await top() ?? NaN) - (before ?? NaN)) <= 2, `it was at ${before}, and is at ${await top()}`)
  t.equal(await page.evaluate(() => scrollY), scrolled)
  t.equal(await page.locator('pre').count(), 1)
  t.equal(await chosen.getByRole('button').getAttribute('aria-expanded'), 'true')
})

t.test('shows new requests at the top without scrolling', inChromium(), async (t) => {
  const { sfox, page } = await open(t)
  for (let count = 0; count < 40; count++) await mint(sfox.url, [`user-${count}`])
  await rows(page).nth(39).waitFor({ state: 'attached' })
  await mint(sfox.url, ['the-last'])
  const last = cell(page, 'the-last')
  await last.waitFor()
  const [inner, outer] = [await last.boundingBox(), await page.getByRole('group', { name: 'Scrollable list' }).boundingBox()]
  t.ok(inner && outer && inner.y > outer.y && inner.y < outer.y + 80)
})

t.test('leaves half-filled forms alone', inChromium(), async (t) => {
  const { sfox, page } = await open(t)
  await page.getByLabel('User ids').fill('half-typ')
  await page.getByLabel('Effect').selectOption('Delay 2 s')
  await page.getByLabel('Times').fill('7')
  await page.getByLabel('User ids').focus()
  for (let count = 0; count < 10; count++) await mint(sfox.url, ['a'])
  await rows(page).nth(9).waitFor({ state: 'attached' })
  const values = await Promise.all(['User ids', 'Effect', 'Times'].map(async (label) => await page.getByLabel(label).inputValue()))
  t.strictSame(values, ['half-typ', 'Delay 2 s', '7'])
  t.equal(await page.evaluate(() => document.activeElement?.id), 'ids')
})

t.test('reports a lost connection, keeps the state, and reconnects', inChromium(), async (t) => {
  const first = await start(t)
  const port = Number(new URL(first.url).port)
  await mint(first.url, ['before'])
  const page = await visit(t, `${first.url}/#key=${first.key}`)
  await cell(page, 'before').waitFor()
  await first.close()
  await page.getByRole('status').getByText('Connection lost. Retrying …').waitFor()
  t.equal(await cell(page, 'before').count(), 1, 'the state stays')
  await page.getByRole('button', { name: 'Freeze' }).click()
  await page.getByRole('alert').getByText('Failed to fetch').waitFor()

  const second = await start(t, { port, now: '2040-01-01T00:00:00Z' })
  await page.getByText('Live', { exact: true }).waitFor()
  await page.getByText('No requests yet').waitFor()
  await page.locator('time').filter({ hasText: '2040-01-01' }).waitFor()
  await mint(second.url, ['after'])
  await cell(page, 'after').waitFor()
  await second.close()
  await page.getByText('Connection lost').waitFor()
  await start(t, { port, key: 'another' })
  await page.getByText('The fake rejects this key').waitFor()
})

t.test('another key shows another world at once, and cancels pending calls', inChromium(), async (t) => {
  const { sfox, page } = await open(t)
  await mint(sfox.url, ['mine'])
  await cell(page, 'mine').waitFor()
  await page.getByLabel('User ids').fill('fake:hang')
  await page.getByRole('button', { name: 'Mint tokens' }).click()
  await page.getByText('Waiting …').waitFor()
  const other = sfox.world('other')
  await mint(sfox.url, ['theirs'], other.key)
  // A collected event of the first world must not appear in the second.
  await mint(sfox.url, ['late'])
  await page.evaluate((key) => { location.hash = `key=${key}` }, other.key)
  await cell(page, 'theirs').waitFor()
  await mint(sfox.url, ['mine-again'])
  await mint(sfox.url, ['theirs-again'], other.key)
  await cell(page, 'theirs-again').waitFor()
  t.equal(await rows(page).count(), 2)
  t.equal(await page.getByText('Waiting …').count(), 0)
})

t.test('uses one stream, and does not poll', inChromium(), async (t) => {
  const { sfox, page } = await open(t)
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await fetch(sfox.url + tokensPath, { method: 'POST', headers: { authorization }, body: '{"data":["a"]}' })
  await cell(page, 'a').waitFor()
  const shown = await page.locator('time').textContent()
  await page.waitForFunction((before) => document.querySelector('time')?.textContent !== before, shown)
  t.strictSame(asked, [])
})

t.test('reports the status of a proxy that responds in place of the fake', inChromium(), async (t) => {
  const { page } = await open(t)
  await page.route('**/_fake/clock', async (route) => await route.fulfill({ status: 502, body: '<h1>Bad gateway</h1>' }))
  await page.getByRole('button', { name: 'Freeze' }).click()
  await page.getByRole('alert').getByText('PUT /_fake/clock returned status 502').waitFor()
})
