import t from 'tap'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { assertWithin } from '../../src/client/identify.ts'
import { assertFakeSfox, connectFakeSfox } from '../../src/index.ts'
import { start } from '../helper.ts'

t.test('accepts a fake with any key, and a slash at the end of the URL', async (t) => {
  const { url } = await start(t, { key: 'own-key' })
  t.equal(await assertFakeSfox(url), undefined)
  t.equal(await assertFakeSfox(`${url}/`), undefined)
  t.equal(await assertFakeSfox(new URL(url)), undefined)
  t.notOk(process.getActiveResourcesInfo().includes('Timeout'), 'nothing goes on that would keep a test run from its end')
})

t.test('rejects hosts of sFOX without sending anything', async (t) => {
  const { fetch } = globalThis
  t.teardown(() => { globalThis.fetch = fetch })
  globalThis.fetch = async () => { throw new Error('something was sent') }
  const named = {
    'https://api.sfox.com': 'api.sfox.com',
    'https://api.staging.sfox.com/': 'api.staging.sfox.com',
    'http://API.SFOX.COM:8443/v1': 'api.sfox.com:8443',
    'https://sfox.com.': 'sfox.com.'
  }
  for (const [url, host] of Object.entries(named)) {
    const message = `${host} is sFOX itself, not a fake: nothing was sent there`
    for (const given of [url, new URL(url)]) {
      await t.rejects(assertFakeSfox(given), { message })
      await t.rejects(connectFakeSfox(given), { message })
    }
  }
  for (const url of ['http://fake-sfox.com', 'http://sfox.com.test']) {
    await t.rejects(assertFakeSfox(url), { message: `there is no fake-sfox at ${url} (something was sent)` })
  }
})

t.test('rejects a missing or bad URL', async (t) => {
  for (const url of [undefined, '', null as unknown as string]) {
    await t.rejects(assertFakeSfox(url), { message: 'no URL of a fake-sfox is given: is SFOX_BASE_URL set?' })
  }
  await t.rejects(assertFakeSfox('localhost:7369'), { message: 'localhost:7369 is not the URL of a fake-sfox: use one like http://127.0.0.1:7369' })
})

t.test('rejects another server without sending credentials', async (t) => {
  const seen: unknown[] = []
  const server = createServer(({ url, headers: { authorization } }, response) => {
    seen.push([url, authorization])
    response.writeHead(201, { 'x-fake-sfox': '9.9.9' }).end('{"data":{"token":"x"}}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { server.close(); server.closeAllConnections() })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await t.rejects(assertFakeSfox(url), { message: `the server at ${url} is not a fake-sfox` })
  t.strictSame(seen, [['/_fake', undefined]])
})

t.test('rejects without an answer in time', async (t) => {
  const server = createServer(() => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { server.close(); server.closeAllConnections() })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await t.rejects(assertWithin(20, url), { message: `there is no fake-sfox at ${url} (no answer within 20 ms)` })
})
