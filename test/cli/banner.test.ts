import t from 'tap'
import { banner } from '../../src/cli/banner.ts'
import { resolveConfig } from '../../src/options/resolve.ts'
import type { FakeSfox } from '../../src/client/handle.ts'

const curlLine = (url: string, tlsCert?: string) =>
  /curl.*/.exec(banner({ url, key: 'fake-enterprise-key' } as FakeSfox, { ...resolveConfig(), tlsCert }))?.[0]

t.test('quotes a word of the curl command only if a shell would read it otherwise', async (t) => {
  const header = ' -H "Authorization: Bearer fake-enterprise-key"'
  const path = '/v1/enterprise/user-tokens/user-1'
  t.equal(curlLine('http://127.0.0.1:7369'), `curl -X POST http://127.0.0.1:7369${path}${header}`)
  t.equal(curlLine('http://[::1]:7369'), `curl -X POST 'http://[::1]:7369${path}'${header}`)
  t.equal(curlLine('https://127.0.0.1:1', "/it's mine/a.crt"),
    `curl --cacert '/it'\\''s mine/a.crt' -X POST https://127.0.0.1:1${path}${header}`)
})
