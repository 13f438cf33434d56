import t from 'tap'
import { build } from '../helper.ts'

t.test('responds ready to GET and HEAD, without credentials', async (t) => {
  const app = build(t)
  const answer = await app.inject('/_fake/health')
  t.equal(answer.statusCode, 200)
  t.strictSame(answer.json(), { status: 'ready' })
  t.equal((await app.inject({ method: 'HEAD', url: '/_fake/health' })).statusCode, 200)
})
