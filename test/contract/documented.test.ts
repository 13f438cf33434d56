/**
 * Compare responses with the samples in sFOX's documentation, byte for byte. The clock is set so that `expires`
 * matches; only the tokens, which are random, are taken from the response.
 */
import t from 'tap'
import { readdirSync, readFileSync } from 'node:fs'
import { authorization, overHttp, overInject, type Transport } from '../helper.ts'

const folder = new URL('../../fixtures/documented/', import.meta.url)
const files = readdirSync(folder)
const day = 24 * 3600 * 1000

t.strictSame(files, ['create-multiple-user-auth-tokens.json', 'create-user-auth-token.json'])

for (const file of files) {
  const { request, response } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
  const [first] = [response.body.data].flat()
  const clock = { now: new Date(Date.parse(first.expires) - day).toISOString(), freeze: true }

  const holds = async (transport: Transport) => {
    const answer = await transport({
      method: request.method,
      path: request.path,
      headers: { authorization, 'content-type': 'application/json' },
      ...(request.body && { body: JSON.stringify(request.body) })
    })
    t.equal(answer.status, response.status)
    const tokens = answer.text.match(/(?<=")[0-9a-f]{64}(?=")/g) ?? []
    const sample = JSON.stringify(response.body).replaceAll(/(?<=")[0-9a-f]{64}(?=")/g, () => tokens.shift() ?? 'no token')
    t.equal(answer.text, sample)
    t.strictSame(tokens, [], 'no token more than the sample has')
  }
  t.test(file, async (t) => {
    await holds(overInject(t, clock))
    await holds(await overHttp(t, clock))
  })
}
