import t from 'tap'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createSeal, serialLimit } from '../../../src/resources/user-tokens/seal.ts'
import { makeWorlds } from '../make-worlds.ts'

function make (firstSerial = 0) {
  const seal = createSeal('seed')
  const { default: world } = makeWorlds({ clock: { startAt: 10_500, frozen: true }, firstSerial })
  const { clock, tokens, users } = world
  const find = users.findOrCreate
  const mintOne = (id: string) => {
    const [minted] = tokens.mint([find(id)], 'millisecond')
    return seal.open(minted?.token as string) as NonNullable<ReturnType<typeof seal.open>>
  }
  return { seal, clock, users, tokens, find, mintOne, user: find('a') }
}

t.test('serials count up, and wrap around after the last', async (t) => {
  const { seal, tokens, user } = make(serialLimit - 2)
  const minted = tokens.mint([user, user, user], 'second')
  t.strictSame(minted.map(({ token }) => seal.open(token)?.serial), [serialLimit - 2, serialLimit - 1, 0])
})

t.test('minted tokens never change, and do not depend on the number of calls', async (t) => {
  const { tokens, user, clock } = make(serialLimit - 2)
  const minted = tokens.mint([user, user, user, user], 'second')
  const later = tokens.mint([user], 'second')
  const whole = structuredClone(minted)
  clock.set({ now: 0 })
  t.strictSame(minted, whole)
  t.equal(new Set([...whole, ...later].map(({ token }) => token)).size, 5)

  const again = make(serialLimit - 2)
  const pieces = [1, 2, 1].map((count) => again.tokens.mint(Array.from({ length: count }, () => again.user), 'second'))
  t.strictSame(pieces.flat(), whole)
})

t.test('a user with its own lifetime gets such tokens, also in a list', async (t) => {
  const { tokens, find } = make()
  const ids = ['a', 'fake:ttl=60s', 'fake:expired', 'b']
  const minted = tokens.mint(ids.map(find), 'millisecond')
  t.strictSame(minted.map((row) => row.partner_user_id), ids)
  t.strictSame(minted.map(({ expires }) => expires), [
    '1970-01-01T00:00:11.500Z', '1970-01-01T00:01:10.500Z', '1970-01-01T00:00:09.500Z', '1970-01-01T00:00:11.500Z'
  ])
  t.strictSame(tokens.mint(ids.map(find), 'second').slice(1, 3).map(({ expires }) => expires), [
    '1970-01-01T00:01:10Z', '1970-01-01T00:00:09Z'
  ])
})

t.test('no token expires before 1970', async (t) => {
  const { tokens, find, clock } = make()
  clock.set({ now: 0 })
  t.equal(tokens.mint([find('fake:expired')], 'millisecond')[0]?.expires, '1970-01-01T00:00:00.000Z')
})

t.test('checks expiry before revocation', async (t) => {
  const { tokens, mintOne, user, clock } = make()
  const content = mintOne('a')
  t.equal(tokens.stateOf(content, user), 'valid')
  tokens.revoke(content, user)
  t.equal(tokens.stateOf(content, user), 'revoked')
  clock.set({ now: content.expires })
  t.equal(tokens.stateOf(content, user), 'expired')
})

t.test('revokes one token, or all earlier tokens of a user', async (t) => {
  const { tokens, mintOne, user } = make()
  const [one, two] = [mintOne('a'), mintOne('a')]
  tokens.revoke(one, user)
  t.strictSame([one, two].map((content) => tokens.stateOf(content, user)), ['revoked', 'valid'])
  tokens.revokeAll(user)
  const after = mintOne('a')
  t.strictSame([one, two, after].map((content) => tokens.stateOf(content, user)), ['revoked', 'revoked', 'valid'])
})

t.test('a new token is valid, even if the identical one of an earlier process was revoked', async (t) => {
  const content = make().mintOne('a')
  const { tokens, mintOne, user } = make()
  tokens.revoke(content, user)
  t.equal(tokens.stateOf(content, user), 'revoked')
  t.strictSame(mintOne('a'), content)
  t.equal(tokens.stateOf(content, user), 'valid')
})

t.test('the report counts mints, mints while valid, uses and uses after expiry', async (t) => {
  const { tokens, mintOne, find, user, clock } = make()
  find('never')
  const line = () => tokens.report().find(({ user_id: id }) => id === 'a')
  mintOne('a')
  t.strictSame(tokens.report(), [{
    user_id: 'a', mints: 1, mints_while_valid: 0, uses: 0, uses_after_expiry: 0, last_expires: '1970-01-01T00:00:11.500Z'
  }])
  mintOne('a')
  t.match(line(), { mints: 2, mints_while_valid: 1 })
  clock.set({ now: 11_500 })
  mintOne('a')
  t.match(line(), { mints: 3, mints_while_valid: 1, last_expires: '1970-01-01T00:00:12.500Z' }, 'the old ones have ended')
  for (const state of ['valid', 'revoked', 'expired'] as const) tokens.countUse(user, state)
  t.match(line(), { uses: 3, uses_after_expiry: 1 })
})

t.test('the report omits users whose tokens were only revoked', async (t) => {
  const { tokens, user } = make()
  tokens.revokeAll(user)
  t.strictSame(tokens.report(), [])
})

t.test('a token from an earlier process is used before any is minted', async (t) => {
  const { tokens, user } = make()
  tokens.countUse(user, 'valid')
  t.match(tokens.report(), [{ mints: 0, uses: 1, last_expires: null }])
})

t.test('a mint after a revocation is not counted as while valid', async (t) => {
  const { tokens, mintOne, user } = make()
  const line = () => tokens.report()[0]?.mints_while_valid
  tokens.revoke(mintOne('a'), user)
  mintOne('a')
  t.equal(line(), 0)
  tokens.revokeAll(user)
  const older = mintOne('a')
  t.equal(line(), 0)
  mintOne('a')
  t.equal(line(), 1)
  tokens.revoke(older, user)
  mintOne('a')
  t.equal(line(), 2, 'the newest is still good')
})

t.test('moving the clock back keeps valid tokens known', async (t) => {
  const { tokens, mintOne, clock } = make()
  mintOne('a')
  clock.set({ now: 5000 })
  mintOne('a')
  clock.set({ now: 10_000 })
  mintOne('a')
  t.match(tokens.report(), [{ mints_while_valid: 2, last_expires: '1970-01-01T00:00:11.000Z' }])
})

t.test('memory does not grow with the tokens minted', async (t) => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const { tokens, user } = make()
  const many = Array.from({ length: 1000 }, () => user)
  const used = () => { collect(); return process.memoryUsage().heapUsed }
  tokens.mint(many, 'second')
  const before = used()
  for (let round = 0; round < 300; round++) tokens.mint(many, 'second')
  const grown = used() - before
  t.ok(grown < 3_000_000, `${grown} bytes for 300,000 tokens, of which each one kept would take more than 64`)
})
