import t from 'tap'
import { createApi } from '../../src/page/api.ts'
import { provoke } from '../../src/page/provoke.ts'
import { key, start } from '../helper.ts'

t.test('rejects if no earlier response has what a placeholder stands for', async (t) => {
  const api = createApi((await start(t)).url, key)
  const step = { method: 'GET', path: '/_fake', authorization: null }
  for (const name of ['{0.nope}', '{0.nope.deeper}', '{1.version}']) {
    const request = { ...step, path: `/v1/orders/${name}` }
    await t.rejects(provoke(api, { before: [step], request }), { message: `no earlier response has ${name}` })
  }
})

t.test('puts earlier responses and credentials in as they are', async (t) => {
  const dollars = 'a$&key'
  const sfox = await start(t, { key: dollars })
  const [clock, tokens] = ['/_fake/clock', '/v1/enterprise/user-tokens']
  const authorization = 'Bearer {key}'
  const { status } = await provoke(createApi(sfox.url, dollars), {
    before: [{ method: 'GET', path: clock, authorization }],
    request: { method: 'POST', path: `${tokens}/{0.now}`, authorization }
  })
  t.equal(status, 201)
  t.match(await sfox.requests.list(), [{ user_ids: [/^\d{4}-/] }])
})
