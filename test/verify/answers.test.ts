/** Test how `verify` treats unexpected answers, rate limits and secrets. */
import t from 'tap'
import { readFileSync } from 'node:fs'
import { createPace, limitOf } from '../../src/verify/pace.ts'
import { createSender } from '../../src/verify/sender.ts'
import { readTarget } from '../../src/verify/target.ts'
import { wallTime } from '../../src/world/clock.ts'
import { key, start, tokensPath } from '../helper.ts'
import { behind, json, serve } from './servers.ts'
import { everything, twoUsers, verifying } from './verifying.ts'

/** A clock that only advances by waiting. */
function waits () {
  const slept: number[] = []
  let now = wallTime()
  return { slept, timing: { now: () => now, async sleep (ms: number) { slept.push(ms); now += ms } } }
}

t.test('answers that are not what was asked for', async (t) => {
  /** Run a comparison with a server that answers requests that match a pattern in this way. */
  type Answers = Array<[call: RegExp, status: number, body: unknown]>
  const answering = async (answers: Answers, flags: Record<string, string | string[]>) => {
    const { of } = await verifying(await behind(t, (request, reply) => {
      const found = answers.find(([call]) => call.test(`${request.method} ${request.url}`))
      if (found) json(reply, found[1], found[2])
      return found !== undefined
    }), flags)
    return (row: string) => of(row)[0]?.detail
  }
  const mintAll = /^POST \/v1\/enterprise\/user-tokens$/
  const listless = await answering([[mintAll, 201, { data: {} }], [/balance/, 200, {}]], twoUsers)
  t.equal(listless('repeated-ids'), 'its answer to a list is not a list')
  t.equal(listless('listed-currencies'), 'its balances are not a list')
  t.equal((await answering([[mintAll, 201, { data: [] }]], twoUsers))('repeated-ids'), '"0 results", the fake: "each"')
  const strangers = { data: [{ partner_user_id: 'x' }, { partner_user_id: 'y' }] }
  t.equal((await answering([[mintAll, 201, strangers]], twoUsers))('result-order'), '"neither", the fake: "as-sent"')

  const refusing = await answering([[mintAll, 400, { error: 'no lists' }], [/register-account/, 403, { error: 'no' }]], everything)
  t.equal(refusing('repeated-ids'), '"refused (400)", the fake: "each"')
  t.equal(refusing('result-order'), '"refused (400)", the fake: "as-sent"')
  t.equal(refusing('max-user-ids'), 'it refused a list of one id')
  t.equal(refusing('mint-list'), 'status: 400, the fake: 201; ' +
    'shape: {error: string}, the fake: {data: [{token: 64 hex digits, expires: string, partner_user_id: string}]}')
  t.equal(refusing('wrong-code'), 'it refused to register a user (403)')

  const mintless = await answering([[/^POST \/v1\/enterprise\/user-tokens\/./, 404, { error: 'no such user' }]], twoUsers)
  t.equal(mintless('mint-list'), 'no token for --user-id number 1: it refused to mint a token (404)')
  t.equal(mintless('result-order'), 'no token for --user-id number 1: it refused to mint a token (404)')

  const odd = await answering([
    [/^DELETE \/v1\/enterprise\/account/, 500, { error: 'no' }],
    [/^GET \/v1\/orders$/, 200, { orders: [] }],
    [/^PATCH /, 200, {}],
    [/^POST \/v1\/user\/bank$/, 200, { id: 1 }],
    [/^GET \/v1\/user\/bank$/, 200, {}],
    [/^POST \/v1\/user\/bank\/verify$/, 200, { success: false }]
  ], everything)
  t.equal(odd('deactivated-user'), 'it refused to deactivate a user')
  t.equal(odd('open-orders'), 'its list lacks an open order')
  t.equal(odd('update-answer'), '"something else", the fake: "user"')
  t.equal(odd('wire-withdrawal-fee'), 'its answer has no fee')
  t.equal(odd('bank-link-answer'), '"something else", the fake: "account-with-fee"')
  t.equal(odd('bank-name'), 'nothing, the fake: "FAKE BANK"')
  t.equal(odd('verify-attempts'), 'after 10 wrong attempts it still gives the same answer')
})

t.test('a server that refuses the key, and one that does not know a user', async (t) => {
  const refused = await verifying((await start(t)).url, { ...everything, key: 'other-key' })
  t.strictSame([refused.status, refused.differing], [2, []])
  t.equal(refused.of('mint-one')[0]?.detail, 'the server refuses the key (401)')
  t.equal(refused.of('unknown-key')[0]?.verdict, 'same')
  t.equal(refused.said.at(-1), 'not all of what was asked for could be compared')

  const { url } = await start(t, { users: 'registered', fixtures: { users: [{ user_id: 'user-1' }] } })
  const { status, of } = await verifying(url, twoUsers)
  t.equal(status, 2)
  t.equal(of('result-order')[0]?.detail, 'no token for --user-id number 2: it refused to mint a token (404)')
})

t.test('a server that limits is waited for, and at last given up', async (t) => {
  const limiting = async (after: string | undefined, isLimited: (seen: number) => boolean) => {
    const { slept, timing } = waits()
    const url = await behind(t, (_request, reply, seen) => {
      if (isLimited(seen)) json(reply, 429, { error: 'slow down' }, { 'content-type': 'application/json', ...(after !== undefined && { 'retry-after': after }) })
      return isLimited(seen)
    })
    return { slept, ...await verifying(url, twoUsers, { timing }) }
  }
  const once = await limiting('3', (seen) => seen === 8)
  t.strictSame(once.slept, [3000])
  t.ok(once.said.includes('429 (too many requests): waiting 3 s'))
  t.strictSame(once.differing, ['rate-limited'])
  t.equal(once.of('rate-limited')[0]?.detail, 'text: "slow down", the fake: "Rate limit exceeded: 250 requests in 10 s. Retry after 60 s."; ' +
    'headers: content-type: application/json, the fake: content-type: application/json; charset=utf-8')

  t.strictSame((await limiting(undefined, (seen) => seen === 8)).slept, [10_000])
  t.strictSame((await limiting('soon', (seen) => seen === 8)).slept, [10_000])
  t.strictSame((await limiting('65', (seen) => seen === 8)).slept, [65_000])
  const tooLong = await limiting('66', (seen) => seen === 8)
  t.strictSame(tooLong.slept, [])
  t.ok(tooLong.lines.some(({ detail }) => detail === '429 (too many requests), 1 in a row, and 66 s to wait'))
  const [ms] = (await limiting(new Date(wallTime() + 30_000).toUTCString(), (seen) => seen === 8)).slept
  t.ok(ms !== undefined && ms > 20_000 && ms <= 30_000, `${ms}`)

  const always = await limiting('1', (seen) => seen > 8)
  t.strictSame(always.slept, [1000, 1000, 1000])
  t.equal(always.lines.filter(({ detail }) => detail === '429 (too many requests), 4 in a row, and 1 s to wait').length, 1)
  t.ok(always.lines.some(({ detail }) => detail === 'not asked, after 429 (too many requests) that did not end'))
  t.match(await limiting('1', () => true), { status: 2, slept: [1000, 1000, 1000] })
})

t.test('a run ends, however slow the server is all the time', async (t) => {
  let at = 0
  const timing = { now: () => { at += 30_000; return at }, async sleep () {} }
  const { status, said, lines } = await verifying(await behind(t, () => false), twoUsers, { timing })
  t.equal(status, 2)
  t.equal(said.at(-1), 'not all of what was asked for could be compared')
  t.ok(lines.some(({ verdict }) => verdict === 'same'))
  t.equal(lines.find(({ row }) => row === 'unknown-order')?.detail, 'not asked, after 10 minutes')
})

t.test('no faster than sFOX documents', async (t) => {
  const { url, requests } = await start(t, { rateLimit: 'on' })
  const { slept, timing } = waits()
  await verifying(url, everything, { timing })
  t.strictSame((await requests.list({ status: 429 })).filter(({ fault }) => fault === null), [])
  t.strictSame(slept, [], 'one run has no need to wait')

  const target = readTarget(url, { realApi: false, production: false })
  const way = { target, timeout: 10_000, signal: new AbortController().signal }
  const { send, count } = createSender(way, timing, () => t.fail('nothing is refused'))
  for (let sent = 0; sent < 9; sent++) await send({ method: 'GET', path: '/v1/user/balance', authorization: null })
  t.strictSame([count(), slept.splice(0)], [9, [10_000, 10_000]], 'four in ten seconds, of five')

  const pace = createPace(timing, limitOf)
  for (const [method, path, most] of [['POST', tokensPath, 250], ['GET', '/v1/user/balance', 5], ['GET', '/v1/orders', 10]] as const) {
    const sent: number[] = []
    for (let count = 0; count < 600; count++) {
      await timing.sleep(pace(method, path))
      sent.push(timing.now())
    }
    t.ok(sent.every((at) => sent.filter((one) => one >= at && one < at + 10_000).length < most), path)
  }
})

t.test('headers that come with every answer are named once, and are no difference', async (t) => {
  const url = await behind(t, (_request, reply) => {
    reply.setHeader('x-frame-options', 'DENY')
    return false
  })
  const { status, out } = await verifying(url, everything)
  t.equal(status, 0)
  t.match(out, '\nWith most answers the server also sends: x-frame-options.\n')
})

t.test('no secret is printed or saved, whatever the server says', async (t) => {
  const file = `${t.testdir()}/seen.json`
  const secrets = { key: 'sk-Live-Zz9/+|"x~world', 'expired-token': 'old-secret-token' }
  const base = 'sk-Live-Zz9/+|"x'
  const [token, odd] = ['c'.repeat(64), 'tok_Secret-1.abc']
  const encoded = [encodeURIComponent(base), Buffer.from(base).toString('base64'), JSON.stringify(base), base.toUpperCase()]
  const echo = `you sent ${secrets.key} and ${secrets['expired-token']}, ${token}, ${odd}, ${encoded.join(' ')} \u001b[31m|`
  /** Repeats the secrets in every text. */
  const echoing = await serve(t, ({ method, url, headers: { authorization = '' } }, reply) => {
    const headers = { 'www-authenticate': `Bearer realm="${secrets.key}"`, 'x-of': secrets.key, [`x-${secrets['expired-token']}`]: '1' }
    if (url?.startsWith('/v1/enterprise/user-tokens/')) json(reply, 201, { data: { token, [secrets.key]: echo } }, headers)
    else if (url === '/v1/enterprise/user-tokens' && method === 'POST' && authorization === `Bearer ${secrets.key}`) json(reply, 201, { data: [{ token: odd }] }, headers)
    else if (url === '/v1/user/balance') json(reply, 200, [{ currency: echo, balance: 0 }], headers)
    else if (url?.startsWith('/v1/orders') && method === 'POST') json(reply, 201, { id: echo, time_in_force: echo, destination: echo }, headers)
    else json(reply, 403, { error: `${echo} ${authorization}`, [secrets.key]: 1 }, headers)
  })
  const { out, said, of } = await verifying(echoing, { ...everything, ...secrets, save: file })
  const saved = readFileSync(file, 'utf8')
  const written = [...Object.values(secrets), base, token, odd, ...encoded].flatMap((secret) =>
    [secret, JSON.stringify(secret).slice(1, -1), secret.replaceAll('|', '\\|'), encodeURIComponent(secret)])
  for (const secret of written) for (const text of [out, said.join('\n'), saved]) t.notOk(text.toLowerCase().includes(secret.toLowerCase()), secret)
  t.match(of('expired-token')[0]?.detail, 'you sent #')
  t.match(of('listed-currencies')[0]?.detail, 'you sent #')
  t.match(of('default-time-in-force')[0]?.detail, 'you sent #')
  t.match(of('mint-one')[0]?.detail, /shape: \{data: \{token: 64 hex digits, #[0-9a-f]{8}: string\}\}/)
  t.match(out, /\nLeft behind on the server: order you sent #/)
  t.notOk(out.includes('\u001b'), 'nor anything that a terminal obeys')
  t.notOk(out.includes(key))
})
