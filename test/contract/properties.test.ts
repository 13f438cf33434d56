/** Test the token endpoints with random input: only documented statuses and payloads, never a 5xx. */
import t from 'tap'
import fc from 'fast-check'
import type { FakeSfoxOptions } from '../../src/options/table.ts'
import {
  authorization, frozen, key, mintList, overHttp, overInject, tokenPattern, tokensPath, type Answer, type Transport
} from '../helper.ts'

const contractStatuses = [201, 400, 401, 403, 404, 405, 406, 413]
const runs = { numRuns: 300 }

function keepsTheContract (answer: Answer) {
  if (!contractStatuses.includes(answer.status)) throw new Error(`status ${answer.status}: ${answer.text}`)
  if (answer.headers['x-fake-sfox'] === undefined) throw new Error('not marked as the fake\'s')
  if (answer.status === 201) {
    for (const item of [answer.json.data].flat()) {
      const { token, expires, partner_user_id: id, ...rest } = item
      const form = Array.isArray(answer.json.data) ? /:\d\dZ$/ : /\.\d{3}Z$/
      if (!form.test(expires)) throw new Error(`expires ${expires}`)
      if (!tokenPattern.test(token) || Number.isNaN(Date.parse(expires)) || typeof id !== 'string' || Object.keys(rest).length) {
        throw new Error(`not a token: ${answer.text}`)
      }
    }
  } else if (Object.keys(answer.json).join() !== 'error' || typeof answer.json.error !== 'string' || !answer.json.error) {
    throw new Error(`not an error: ${answer.text}`)
  } else if (answer.headers['x-fake-sfox-reason'] === undefined) {
    throw new Error('no reason')
  } else if ((answer.headers['www-authenticate'] === 'Bearer') !== (answer.status === 401)) {
    throw new Error('a challenge goes with 401 and nothing else')
  }
}

/** Replace lone surrogates, which have no UTF-8 and cannot be part of a path. */
const wellFormed = (text: string) => Buffer.from(text).toString()
const encode = (text: string) => encodeURIComponent(wellFormed(text))

const id = fc.oneof(fc.string({ minLength: 1, unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', '\ud800', '💸', '..', 'a/b'))
const headerValue = fc.oneof(
  fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) }),
  fc.constantFrom('*/*', 'application/json', 'text/html', authorization, `${authorization}~w`, `Bearer ${'0'.repeat(64)}`)
)
const headers = fc.record({
  authorization: headerValue, accept: headerValue, 'content-type': headerValue, 'x-other': headerValue
}, { requiredKeys: [], noNullPrototype: true })
const path = fc.oneof(
  fc.constant(tokensPath), fc.constant(`//${tokensPath.slice(1)}/`), id.map((one) => `${tokensPath}/${encode(one)}`)
)

const body = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.array(fc.oneof({ weight: 5, arbitrary: id }, fc.constantFrom('', 7, null))).map((data) => JSON.stringify({ data })),
  fc.constantFrom('', '{"data":["a"],"__proto__":1}', '{"data":["a"]', '\uFEFF{"data":["a"]}')
)

async function holds (call: Transport) {
  await fc.assert(fc.asyncProperty(body, headers, path, async (body, sent, to) => {
    keepsTheContract(await call({ path: to, headers: sent, body }))
    keepsTheContract(await call({ path: to, headers: { ...sent, authorization }, body }))
  }), runs)
}

t.test('keeps the contract for arbitrary JSON, ids and headers over inject', async (t) => {
  await t.resolves(holds(overInject(t)))
})

t.test('keeps the contract for arbitrary JSON, ids and headers over HTTP', async (t) => {
  const call = await overHttp(t)
  // fetch() trims blank values, and sends no path with `//` at the front.
  await t.resolves(holds(async (request) => await call({ ...request, path: request.path.replace(/^\/+/, '/') })))
})

t.test('returns one token for each id of a list, in order', async (t) => {
  const call = overInject(t)
  await t.resolves(fc.assert(fc.asyncProperty(fc.array(id, { minLength: 1 }), async (ids) => {
    const answer = await call(mintList(ids))
    const listed = answer.json.data.map((item: { partner_user_id: string }) => item.partner_user_id)
    if (JSON.stringify(listed) !== JSON.stringify(ids)) throw new Error(answer.text)
    if (new Set(answer.json.data.map((item: { token: string }) => item.token)).size !== ids.length) throw new Error('repeated token')
  }), runs))
})

t.test('returns any id of the path unchanged', async (t) => {
  const call = overInject(t)
  await t.resolves(fc.assert(fc.asyncProperty(id, async (one) => {
    // inject() parses its URL like a browser, so `.` and `..` would never arrive; wire/paths.test.ts tests them.
    fc.pre(!['.', '..'].includes(one))
    const answer = await call({ path: `${tokensPath}/${encode(one)}`, headers: { authorization: `Bearer ${key}` } })
    if (answer.json.data.partner_user_id !== wellFormed(one)) throw new Error(answer.text)
  }), runs))
})

t.test('mints nothing for a list that it refuses', async (t) => {
  const fixtures = { users: [{ user_id: 'known' }] }
  const options: FakeSfoxOptions = { ...frozen, users: 'registered', seed: 's', fixtures }
  const call = overInject(t, options)
  const mint = async (data: unknown) => await call(mintList(data))
  const fresh = overInject(t, options)
  await t.resolves(fc.assert(fc.asyncProperty(fc.array(fc.constantFrom('known', 'unknown', 7)), async (data) => {
    fc.pre(data.length === 0 || data.some((one) => one !== 'known'))
    const { status } = await mint(data)
    if (status !== 400 && status !== 404) throw new Error(`status ${status}`)
  })))
  const first = await fresh(mintList(['known']))
  t.equal((await mint(['known'])).text, first.text, 'the first token is still the first')
})
