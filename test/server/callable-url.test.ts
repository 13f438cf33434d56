import t from 'tap'
import { callableUrl } from '../../src/server/callable-url.ts'
import { startFakeSfox } from '../../src/index.ts'
import { certificate } from '../certificate.ts'
import { mint, start } from '../helper.ts'
import { needs } from '../needs.ts'

t.test('a wildcard becomes loopback, a name stays, an IPv6 address stands in brackets', async (t) => {
  const cases = [
    ['0.0.0.0', '0.0.0.0', '127.0.0.1'],
    ['0', '0.0.0.0', '127.0.0.1'],
    ['::', '::', '127.0.0.1'],
    ['::ffff:0.0.0.0', '::ffff:0.0.0.0', '127.0.0.1'],
    ['everything.test', '0.0.0.0', '127.0.0.1'],
    ['::ffff:127.0.0.1', '::ffff:127.0.0.1', '127.0.0.1'],
    ['127.1', '127.0.0.1', '127.0.0.1'],
    ['0x7f.0.0.0x2', '127.0.0.2', '127.0.0.2'],
    ['localhost', '::1', 'localhost'],
    ['host-1', '127.0.0.1', 'host-1'],
    ['10.0.0.7', '10.0.0.7', '10.0.0.7'],
    ['0:0::1', '::1', '[::1]'],
    ['fe80::1%eth0', 'fe80::1%eth0', '[fe80::1%25eth0]']
  ] as const
  for (const [host, address, expected] of cases) {
    t.equal(callableUrl('https', host, { address, port: 7369 }), `https://${expected}:7369`, host)
  }
})

t.test('a fake on every address has a URL that can be called, however the host is spelt', async (t) => {
  for (const host of ['0.0.0.0', '0', '::', '::0', '0:0:0:0:0:0:0:0', '[::]', '::ffff:0.0.0.0']) {
    const { url, env } = await start(t, { host })
    t.match(url, /^http:\/\/127\.0\.0\.1:\d+$/, host)
    t.equal(env().SFOX_BASE_URL, url)
    t.equal((await mint(url, 'user-1')).status, 201)
  }
})

t.test('the URL has a name of the usual certificate, which holds for 127.0.0.1', needs(['openssl']), async (t) => {
  const { options } = await certificate(t)
  for (const host of ['0.0.0.0', '::']) t.match((await start(t, { ...options, host })).url, /^https:\/\/127\.0\.0\.1:\d+$/)
})

t.test('brackets around an IPv6 address are accepted; a port after the host is not', async (t) => {
  t.match((await start(t, { host: '[::1]' })).url, /^http:\/\/\[::1\]:\d+$/)
  for (const host of ['127.0.0.1:7369', '[::1]:7369', '[localhost]', ':']) {
    await t.rejects(startFakeSfox({ host }), { message: 'host must be an IP address or a host name, without a port' }, host)
  }
})
