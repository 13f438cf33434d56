import t from 'tap'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { authorization, frozen, key, mintList, overInject, runCommand, start, tokensPath, type Answer } from '../../helper.ts'

const ids = (answer: Answer) => answer.json.data.map((item: { partner_user_id: string }) => item.partner_user_id)
// eslint-disable-next-line no-template-curly-in-string -- sFOX's own sample sends this literally
const odd = ['${USER_ID_1}', '__proto__', 'constructor', '💸', '"\'`', '\\', ' ', '\0', 'x'.repeat(200), '<b>', '\u2028', '\ud800', 'fake']

t.test('an id may have any shape, in a list', async (t) => {
  const call = overInject(t)
  const answer = await call(mintList(odd))
  t.equal(answer.status, 201)
  t.strictSame(ids(answer), odd)
})

t.test('an id may have any shape, in the path', async (t) => {
  const call = overInject(t)
  for (const id of ['__proto__', '💸', '"\'`', '\\', ' ', 'x'.repeat(20_000), 'a/b', 'a/', '100%', '%41', 'a?b', 'a#b', 'a;b', 'a+b', '//']) {
    const answer = await call({ path: `${tokensPath}/${encodeURIComponent(id)}`, headers: { authorization } })
    t.equal(answer.status, 201, id)
    t.equal(answer.json.data.partner_user_id, id)
  }
})

t.test('a trailing slash and a query change nothing', async (t) => {
  const call = overInject(t)
  for (const path of [`${tokensPath}/a/`, `${tokensPath}/a?x=1`, `${tokensPath}/a/?x=%25zz`]) {
    t.equal((await call({ path, headers: { authorization } })).json.data.partner_user_id, 'a', path)
  }
  for (const path of [`${tokensPath}/`, `${tokensPath}?x=1`]) {
    t.strictSame(ids(await call({ ...mintList(['a']), path })), ['a'], path)
  }
})

t.test('mints for 60,000 ids in one call', async (t) => {
  const call = overInject(t)
  const many = Array.from({ length: 60_000 }, (_, index) => `user-${index}`)
  const began = performance.now()
  const answer = await call(mintList(many))
  t.ok(performance.now() - began < 5000, 'within seconds')
  t.equal(answer.status, 201)
  t.strictSame(ids(answer), many)
  t.equal(new Set(answer.json.data.map(({ token }: { token: string }) => token)).size, 60_000)
})

t.test('a list that is sent in chunks is complete', async (t) => {
  const options = { ...frozen, seed: 's' }
  for (const count of [9_999, 10_000, 10_001, 20_000]) {
    const many = Array.from({ length: count }, (_, index) => `"${index % 7}`)
    const [whole, single] = [await overInject(t, options)(mintList(many)), overInject(t, options)]
    const data = []
    for (let from = 0; from < count; from += 5000) {
      data.push(...(await single(mintList(many.slice(from, from + 5000)))).json.data)
    }
    t.equal(whole.headers['content-type'], 'application/json; charset=utf-8')
    t.equal(whole.text, JSON.stringify({ data }), `${count} ids`)
  }
})

/** Request half a million tokens; resolve when the response begins. */
async function longList (url: string): Promise<IncomingMessage> {
  const sending = request(url + tokensPath, { method: 'POST', headers: { authorization } })
  sending.end(JSON.stringify({ data: new Array(500_000).fill('a') }))
  const [answer] = await once(sending, 'response') as [IncomingMessage]
  return answer
}

t.test('survives a client that disconnects during a long list', async (t) => {
  const { url } = await start(t)
  const answer = await longList(url)
  await once(answer, 'data')
  answer.destroy()
  const next = await fetch(`${url}${tokensPath}/a`, { method: 'POST', headers: { authorization } })
  t.equal(next.status, 201)
})

t.test('serves other requests while sending a long list', async (t) => {
  // In a separate process: here, the client would also yield to the event loop, and hide that the server does not.
  const { url } = await runCommand(t, ['--port', '0']).ready()
  const answer = await longList(url)
  let ended = false
  answer.on('end', () => { ended = true }).resume()
  const end = once(answer, 'end')
  for (let count = 0; count < 5; count++) t.equal((await fetch(`${url}/_fake/health`)).status, 200)
  t.equal(ended, false, 'five answers before the list is complete')
  await end
})

t.test('with registered users only, one unknown id refuses the list and mints nothing', async (t) => {
  const options = { ...frozen, seed: 's', users: 'registered' as const, fixtures: { users: [{ user_id: 'a' }, { user_id: 'b' }] } }
  const call = overInject(t, options)
  t.equal((await call(mintList(['a', 'nobody', 'b']))).status, 404)
  t.equal((await call({ path: `${tokensPath}/nobody`, headers: { authorization } })).status, 404)
  const answer = await call(mintList(['b', 'a']))
  t.strictSame(ids(answer), ['b', 'a'])
  t.equal(answer.text, (await overInject(t, options)(mintList(['b', 'a']))).text, 'the refused calls took no serial')
})

t.test('a seed repeats the tokens of a world', async (t) => {
  const answers = []
  for (const noise of [false, true]) {
    const call = overInject(t, { ...frozen, seed: 's' })
    if (noise) await call(mintList(['x'], { authorization: `${authorization}~other` }))
    answers.push([
      (await call(mintList(['a', 'b']))).text,
      (await call({ path: `${tokensPath}/a`, headers: { authorization } })).text,
      (await call(mintList(['a'], { authorization: `Bearer ${key}~w` }))).text
    ])
  }
  t.strictSame(answers[0], answers[1])
})

t.test('assumptions change what a call does', async (t) => {
  const withAssumptions = (assumptions: object) => overInject(t, { fixtures: { assumptions } })

  t.test('repeated-ids', async (t) => {
    t.strictSame(ids(await withAssumptions({ 'repeated-ids': 'once' })(mintList(['b', 'a', 'b']))), ['b', 'a'])
  })
  t.test('result-order', async (t) => {
    t.strictSame(ids(await withAssumptions({ 'result-order': 'reversed' })(mintList(['a', 'b']))), ['b', 'a'])
  })
  t.test('max-user-ids', async (t) => {
    const call = withAssumptions({ 'max-user-ids': 2 })
    t.equal((await call(mintList(['a', 'b']))).status, 201)
    const answer = await call(mintList(['a', 'b', 'c']))
    t.equal(answer.status, 400)
    t.match(answer.json.error, /\/data must list at most 2 user ids\.$/)
  })
  t.test('unknown-properties', async (t) => {
    const answer = await withAssumptions({ 'unknown-properties': 'refuse' })(
      { path: tokensPath, headers: { authorization }, body: '{"data":["a"],"dta":1}' })
    t.equal(answer.status, 400)
    t.match(answer.json.error, /\/dta is not a known property; known properties: data\.$/)
  })
  t.test('a refusal\'s status and text', async (t) => {
    const call = overInject(t, {
      users: 'registered',
      fixtures: { assumptions: { 'unknown-user': { status: 422, error: '{user_id}? {never}' }, 'unknown-key': { status: 403 } } }
    })
    const unknown = await call(mintList(['a']))
    t.equal(unknown.status, 422)
    t.strictSame(unknown.json, { error: 'a? {never}' })
    t.equal(unknown.headers['x-fake-sfox-reason'], 'unknown-user')
    const forbidden = await call(mintList(['a'], { authorization: 'Bearer wrong' }))
    t.equal(forbidden.status, 403)
    t.equal(forbidden.headers['www-authenticate'], undefined)
  })
})
