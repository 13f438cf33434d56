/** Test that forged, altered, expired and foreign tokens are refused. */
import t from 'tap'
import crypto, { randomBytes } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { createKeys, defaultWorld } from '../../src/world/keys.ts'
import { createSeal } from '../../src/resources/user-tokens/seal.ts'
import { because, build, client, control, frozen, key, mintToken, start, tokenPattern } from '../helper.ts'

const unknown = { status: 401, reason: 'unknown-token' }

/** Build an application whose user `a` has a token, with a function that tries other tokens. */
async function withToken (t: Parameters<typeof build>[0]) {
  const app = build(t, frozen)
  const call = async (method: 'GET' | 'POST', url: string, credential: string, body?: object) => {
    const { statusCode: status, headers, payload } = await app.inject({
      method, url, headers: { authorization: `Bearer ${credential}` }, ...(body && { payload: body })
    })
    return { status, reason: headers['x-fake-sfox-reason'], payload }
  }
  const mint = async (id: string): Promise<string> =>
    JSON.parse((await call('POST', `/v1/enterprise/user-tokens/${id}`, key)).payload).data.token
  return { app, call, mint, balance: async (token: string) => await call('GET', '/v1/user/balance', token) }
}

t.test('refuses a forged token of the right form everywhere, and does not report it', async (t) => {
  const { app, call, mint, balance } = await withToken(t)
  const token = await mint('a')
  const made = [
    '0'.repeat(64), 'f'.repeat(64), '0123456789abcdef'.repeat(4), token.slice(0, 32).repeat(2), token.slice(32).repeat(2),
    ...Array.from({ length: 200 }, () => randomBytes(32).toString('hex'))
  ]
  for (const one of made) {
    t.match(one, tokenPattern)
    t.match(await balance(one), unknown, one)
    t.match(await call('POST', '/v1/enterprise/user-tokens/a', one), unknown)
    t.strictSame(await app.sfox.tokens.introspect(one), { active: false, reason: 'unknown-token' })
    await t.rejects(app.sfox.tokens.revoke(one))
  }
  t.match(await app.sfox.tokens.report(), [{ user_id: 'a', mints: 1, uses: 0 }])
  t.equal((await balance(token)).status, 200, 'and the real one is as good as before')
})

t.test('refuses an altered token, and does not reveal the difference', async (t) => {
  const { mint, balance } = await withToken(t)
  const [token, other] = [await mint('a'), await mint('a')]
  const flipped = Array.from({ length: 256 }, (_, bit) => {
    const bytes = Buffer.from(token, 'hex')
    bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7))
    return bytes.toString('hex')
  })
  const [head, tail] = [token.slice(0, 32), token.slice(32)]
  const halves = [tail + head, head + other.slice(32), other.slice(0, 32) + tail]
  const backwards = [...token].reverse().join('')
  const answers = await Promise.all([...flipped, ...halves, backwards].map(balance))
  t.equal(new Set([...flipped, ...halves]).size, 259)
  t.strictSame(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1)
  t.match(answers[0], unknown)
  for (const text of [token.toUpperCase(), `${token}0`, token.slice(1), `${token}~w`, `${key}~${token}x`, `0x${token.slice(2)}`]) {
    t.match(await balance(text), { status: 401, reason: 'unknown-key' }, text)
  }
  t.equal((await balance(token)).status, 200)
})

t.test('refuses a token that has expired, unless the clock is set back', async (t) => {
  const sfox = await start(t, frozen)
  const token = await mintToken(sfox.url, 'a')
  const [revoked, ofUser] = [await mintToken(sfox.url, 'a'), await mintToken(sfox.url, 'b')]
  const removed = await mintToken(sfox.url, 'c')
  await sfox.tokens.revoke(revoked)
  await sfox.tokens.revoke({ user_id: 'b' })
  await sfox.users.remove('c')
  const says = async (token: string) => because(await client(sfox, token)('GET', '/user/balance'))[1]
  // Sent repeatedly: all refusals are the same.
  for (let times = 0; times < 3; times++) {
    t.strictSame([await says(revoked), await says(ofUser), await says(removed)], Array(3).fill('revoked-token'))
  }
  t.equal(await says(await mintToken(sfox.url, 'b')), undefined, 'a new one of the same user is')
  await sfox.clock.advance(86_400_000 - 1)
  t.equal(await says(token), undefined)
  await sfox.clock.advance(1)
  for (let times = 0; times < 3; times++) t.equal(await says(token), 'expired-token')
  await sfox.clock.reset()
  t.equal(await says(token), undefined)
  t.equal(await says(revoked), 'revoked-token', 'at any time')
  await sfox.reset()
  for (const one of [token, revoked, ofUser, removed]) t.equal(await says(one), 'unknown-token')
})

t.test('accepts a token after a restart with the same seed only, for its own user', async (t) => {
  const seeded = { ...frozen, seed: 'one' }
  const before = await start(t, seeded)
  const [token, elsewhere] = [await mintToken(before.url, 'a'), await mintToken(before.url, 'a', before.world('w').key)]
  await before.close()

  const says = async (sfox: { url: string }, token: string) => because(await client(sfox, token)('GET', '/user/balance')).slice(0, 2)
  for (const options of [{ ...frozen, seed: 'two' }, { ...frozen, seed: 'One' }, frozen, frozen]) {
    const other = await start(t, options)
    await mintToken(other.url, 'a')
    t.strictSame(await says(other, token), [401, 'unknown-token'], JSON.stringify(options))
  }
  const again = await start(t, { ...seeded, key: 'another-key' })
  t.strictSame(await says(again, token), [401, 'unknown-token'], 'its user has not been seen')
  await mintToken(again.url, 'b', 'another-key')
  t.strictSame(await says(again, token), [401, 'unknown-token'], 'nor is it another\'s')
  await mintToken(again.url, 'a', 'another-key')
  t.strictSame(await says(again, token), [200, undefined])
  t.strictSame(await says(again, elsewhere), [401, 'unknown-token'], 'but not in a world that has not seen its user')
  t.match(await again.tokens.introspect(token), { active: true, partner_user_id: 'a' })
})

t.test('limits a token to its world: another world neither knows it nor can revoke it', async (t) => {
  const sfox = await start(t, { ...frozen, seed: 'one' })
  const [one, other] = [sfox.world('one'), sfox.world('other')]
  await one.users.put({ user_id: 'a', balances: { usd: 1 } })
  await other.users.put({ user_id: 'a', balances: { usd: 2 } })
  const [token, same] = [await mintToken(sfox.url, 'a', one.key), await mintToken(sfox.url, 'a', other.key)]
  t.not(token, same, 'though user, instant, serial and seed are the same')

  for (const stranger of [other, sfox]) {
    t.strictSame(await stranger.tokens.introspect(token), { active: false, reason: 'unknown-token' })
    await t.rejects(stranger.tokens.revoke(token))
    await stranger.tokens.revoke({ user_id: 'a' })
    await stranger.reset()
  }
  const [usd] = (await client(sfox, token)('GET', '/user/balance')).json.filter(({ currency }: { currency: string }) => currency === 'usd')
  t.equal(usd.balance, 1)
  t.strictSame(because(await client(sfox, same)('GET', '/user/balance')).slice(0, 2), [401, 'unknown-token'])
})

t.test('accepts no token as a key, and no key as a token', async (t) => {
  const sfox = await start(t)
  const token = await mintToken(sfox.url, 'a')
  for (const credential of [token, `${token}~w`, `${key}~`, `${key}~a/b`, `~${key}`, `${key}~w~w`, ` ${key}`, `${key}\t`, `${key.toUpperCase()}`]) {
    const { status } = await control(sfox, 'GET', '/clock', undefined, { authorization: `Bearer ${credential}` })
    t.equal(status, credential.trim() === key ? 200 : 401, credential)
  }
  t.strictSame(await sfox.tokens.introspect(key), { active: false, reason: 'unknown-token' })
  const { json: { worlds } } = await control(sfox, 'GET', '')
  t.equal(worlds, 1, 'and a refused key makes no world')
})

/** Run a function while each comparison in constant time has a given result, and return the compared values. */
function comparing (outcome: boolean | undefined, run: () => void): number[][] {
  const { timingSafeEqual } = crypto
  const lengths: number[][] = []
  crypto.timingSafeEqual = (one, other) => {
    lengths.push([one.byteLength, other.byteLength])
    return outcome ?? timingSafeEqual(one, other)
  }
  syncBuiltinESMExports()
  try {
    run()
  } finally {
    crypto.timingSafeEqual = timingSafeEqual
    syncBuiltinESMExports()
  }
  return lengths
}

t.test('compares keys only in constant time, by digests of one length', async (t) => {
  const presented = ['', 'K', 'KEY', 'KEZ', 'XEY', 'KEYKEY', 'k'.repeat(10_000)]
  for (const one of presented) {
    const keys = createKeys('KEY')
    t.strictSame(comparing(undefined, () => keys.worldNameFor(one)), [[32, 32]], one)
    comparing(true, () => t.equal(keys.worldNameFor(one), defaultWorld, 'an early `no` would be one that takes less time'))
  }
  comparing(false, () => t.equal(createKeys('KEY').worldNameFor('KEY'), undefined, 'as would an early `yes`'))
  t.strictSame(comparing(undefined, () => createKeys('KEY').worldNameFor('XEY~w')), [[32, 32], [32, 32]])
})

t.test('compares seals only in constant time', async (t) => {
  const seal = createSeal('seed')
  const content = { tag: 1, expires: 2, serial: 3 }
  const [token] = seal.seal([content]) as [string]
  const forged = Array.from({ length: 16 }, (_, byte) => {
    const bytes = Buffer.from(token, 'hex')
    bytes[16 + byte] = (bytes[16 + byte] as number) ^ 1
    return bytes.toString('hex')
  })
  for (const one of [token, ...forged]) {
    t.strictSame(comparing(undefined, () => seal.open(one)), [[16, 16]])
    comparing(true, () => t.strictSame(seal.open(one), content))
    comparing(false, () => t.equal(seal.open(one), undefined))
  }
})
