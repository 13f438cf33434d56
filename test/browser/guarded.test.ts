/** Test that the page runs nothing that it shows, calls no other host, and is closed to other pages. */
import t from 'tap'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { authorization, key, mint, start } from '../helper.ts'
import { inChromium, open, visit } from './browser.ts'

const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>"\'>{{7*7}}'

t.test('shows hostile user ids, paths, errors and faults as text', inChromium(), async (t) => {
  const { sfox, page } = await open(t)
  await mint(sfox.url, [hostile])
  await fetch(`${sfox.url}/v1/${encodeURIComponent(hostile)}`)
  await fetch(`${sfox.url}/v1/enterprise/user-tokens?${hostile}`, { headers: { 'x-hostile': '<b>', authorization: 'Bearer <b>' } })
  await sfox.faults.add({ status: 500, error: hostile, match: { user_id: hostile } })
  await mint(sfox.url, [hostile])
  await page.locator('.opener').nth(3).waitFor()
  await page.locator('.opener').first().click()
  await page.locator('pre').filter({ hasText: '<script>' }).waitFor()
  await page.getByText('Timeline as text').click()
  await page.getByRole('table', { name: 'Timeline as text' }).getByText(hostile).first().waitFor()
  await page.getByRole('region', { name: 'Faults' }).getByText(hostile).waitFor()
  await page.getByLabel('User ids').fill(hostile)
  await page.getByRole('button', { name: 'Mint tokens' }).click()
  await page.getByRole('region', { name: 'Mint' }).getByText(hostile).waitFor()
  t.equal(await page.locator('#page img, #page script, #page b').count(), 0)
  t.equal(await page.title(), 'fake-sfox')
})

t.test('injected scripts and styles do not run', inChromium(), async (t) => {
  const { page } = await open(t, { refusals: true })
  const scriptRefused = await page.evaluate(async () => {
    const directives = new Set<string>()
    const all = new Promise<void>((resolve) => document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      directives.add(effectiveDirective)
      if (['style-src-elem', 'img-src', 'connect-src'].every((directive) => directives.has(directive))) resolve()
    }))
    const script = document.createElement('script')
    try { script.textContent = 'document.title = "run"' } catch { directives.add('trusted types') }
    document.body.append(script)
    const style = document.createElement('style')
    style.textContent = 'body { display: none }'
    document.body.append(style)
    const image = document.createElement('img')
    image.src = 'http://127.0.0.1:9/x.png'
    document.body.append(image)
    await fetch('http://127.0.0.1:9/').catch(() => {})
    await all
    return directives.has('trusted types')
  })
  t.ok(scriptRefused, 'a script needs a trusted type')
  t.equal(await page.title(), 'fake-sfox')
  t.ok(await page.locator('main').isVisible())
})

t.test('loads little, nothing from other hosts, and leaves the journal empty', inChromium(), async (t) => {
  const sfox = await start(t)
  const page = await visit(t, 'about:blank')
  const urls: string[] = []
  page.on('request', (request) => urls.push(request.url()))
  await page.goto(`${sfox.url}/#key=${key}`)
  await page.getByText('Live', { exact: true }).waitFor()
  t.strictSame(urls.filter((url) => new URL(url).origin !== sfox.url), [])
  t.strictSame(urls.filter((url) => url.includes(key) && !url.endsWith(`/#key=${key}`)), [])
  const size = await page.evaluate(() => ['navigation', 'resource']
    .flatMap((kind) => performance.getEntriesByType(kind) as PerformanceResourceTiming[])
    .filter(({ entryType, name }) => entryType === 'navigation' || name.includes('/_fake/page/'))
    .reduce((sum, { transferSize }) => sum + transferSize, 0))
  t.ok(size > 10_000 && size < 60_000, `${size} bytes over the wire`)
  t.strictSame(await sfox.requests.list(), [])
})

t.test('a page of another origin can mint, but cannot use the control routes', inChromium(), async (t) => {
  const sfox = await start(t)
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<title>app</title>'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => { server.close(); server.closeAllConnections() })
  const { port } = server.address() as AddressInfo
  const page = await visit(t, `http://localhost:${port}/`, { refusals: true })
  const headers = { authorization, 'content-type': 'application/json' }
  interface How { headers?: Record<string, string>, credentials?: 'include' | 'omit' }
  const ask = async (
    method: string, path: string, body?: string, how: How = { headers }
  ) => await page.evaluate(async ({ url, ...how }) => {
    try {
      const answer = await fetch(url, how)
      return [answer.status, answer.headers.get('x-fake-sfox') !== null && answer.headers.get('date') !== null, answer.headers.get('x-fake-sfox-reason'),
        answer.headers.get('retry-after'), (await answer.text()).slice(0, 9)]
    } catch (error) {
      return (error as Error).name
    }
  }, { url: sfox.url + path, method, ...how, ...(body !== undefined && { body }) })

  const list = '/v1/enterprise/user-tokens'
  t.strictSame(await ask('POST', list, '{"data":["a"]}'), [201, true, null, null, '{"data":[{'.slice(0, 9)])
  t.strictSame(await ask('POST', `${list}/a`), [201, true, null, null, '{"data":{"'.slice(0, 9)])
  t.strictSame(await ask('POST', list, '{"data":[]}'), [400, true, 'invalid-body', null, '{"error":'])
  t.strictSame(await ask('POST', `${list}/fake:rate-limited`), [429, true, 'rate-limited', '60', '{"error":'])
  t.strictSame(await ask('DELETE', list), [405, true, 'method-not-allowed', null, '{"error":'])
  for (const credentials of ['include', 'omit'] as const) {
    t.strictSame(await ask('POST', `${list}/a`, undefined, { headers, credentials }), [201, true, null, null, '{"data":{"'.slice(0, 9)])
    t.strictSame(await ask('GET', '/v1/user/balance', undefined, { credentials }), [401, true, 'missing-credentials', null, '{"error":'])
  }
  t.strictSame(await ask('GET', `/v1/${'a'.repeat(20_000)}`, undefined, {}), [431, true, 'headers-too-large', null, '{"error":'])
  for (const [method, path, body] of [
    ['GET', '/_fake/clock'], ['PUT', '/_fake/clock', '{"frozen":true}'], ['POST', '/_fake/reset'], ['GET', '/_fake/requests'],
    ['GET', '/_fake'], ['GET', '/_fake/events'], ['GET', '/'], ['GET', '/_fake/page/page.js']
  ] as const) t.equal(await ask(method, path, body), 'TypeError', `${method} ${path}`)
  t.equal((await sfox.requests.list()).length, 9, 'nothing was reset, and no preflight was journalled')
  t.not((await page.evaluate(async (url) => {
    const frame = document.createElement('iframe')
    frame.src = url
    document.body.append(frame)
    await new Promise((resolve) => frame.addEventListener('load', resolve))
    return frame.contentDocument === null ? 'closed' : 'open'
  }, sfox.url)), 'open')
  t.equal(await page.frames().at(-1)?.locator('#page').count(), 0, 'it cannot be framed')
})
