import t from 'tap'
import { assume } from '../../src/assumptions.ts'
import { createBanks } from '../../src/world/banks.ts'
import { createClock } from '../../src/world/clock.ts'
import { createSeal, serialLimit } from '../../src/world/seal.ts'
import { createTokens, isBefore, type TokensSource } from '../../src/world/tokens.ts'
import { createUsers, type WorldUser } from '../../src/world/users.ts'

function make (source: Partial<TokensSource> = {}) {
  const seal = createSeal('seed')
  const clock = createClock({ startAt: 10_500, frozen: true })
  let tag = 0
  const users = createUsers({ mode: 'any', fixtures: new Map(), tagFor: () => ++tag, banks: createBanks({ draw: () => 0.5, rules: assume() }) })
  const serials = { next: 0 }
  const tokens = createTokens({ clock, seal, tokenTtl: 1000, users, serials, ...source })
  const find = (id: string) => users.find(id) as WorldUser
  const mintOne = (id: string) => {
    const [minted] = tokens.mint([find(id)], 'millisecond').slice(0, 1)
    return seal.open(minted?.token as string) as NonNullable<ReturnType<typeof seal.open>>
  }
  return { seal, clock, users, tokens, find, mintOne, user: find('a') }
}

t.test('serials count, and begin anew after the last', async (t) => {
  const { seal, tokens, user } = make({ serials: { next: serialLimit - 2 } })
  const minted = tokens.mint([user, user, user], 'second').slice(0, 3)
  t.strictSame(minted.map(({ token }) => seal.open(token)?.serial), [serialLimit - 2, serialLimit - 1, 0])
})

t.test('a call\'s tokens are settled when it mints, in whatever pieces and however often they are read', async (t) => {
  const { tokens, user, clock } = make({ serials: { next: serialLimit - 2 } })
  const minted = tokens.mint([user, user, user, user], 'second')
  const later = tokens.mint([user], 'second').slice(0, 1)
  const whole = minted.slice(0, 4)
  clock.set({ now: 0 })
  t.equal(new Set([...whole, ...later].map(({ token }) => token)).size, 5)
  t.strictSame([...minted.slice(0, 1), ...minted.slice(1, 3), ...minted.slice(3, 10)], whole)
})

t.test('a user with a life of its own gets tokens of that life, among others too', async (t) => {
  const { tokens, find } = make()
  const users = ['a', 'fake:ttl=60s', 'fake:expired', 'b'].map(find)
  t.strictSame(tokens.mint(users, 'millisecond').slice(0, 4).map(({ expires }) => expires), [
    '1970-01-01T00:00:11.500Z', '1970-01-01T00:01:10.500Z', '1970-01-01T00:00:09.500Z', '1970-01-01T00:00:11.500Z'
  ])
  t.strictSame(tokens.mint(users, 'second').slice(1, 3).map(({ expires }) => expires), [
    '1970-01-01T00:01:10Z', '1970-01-01T00:00:09Z'
  ])
})

t.test('no token states an instant before 1970', async (t) => {
  const { tokens, find, clock } = make()
  clock.set({ now: 0 })
  t.equal(tokens.mint([find('fake:expired')], 'millisecond').slice(0, 1)[0]?.expires, '1970-01-01T00:00:00.000Z')
})

t.test('expiry is looked at before revocation', async (t) => {
  const { tokens, mintOne, user, clock } = make()
  const content = mintOne('a')
  t.equal(tokens.stateOf(content, user), 'valid')
  tokens.revoke(content, user)
  t.equal(tokens.stateOf(content, user), 'revoked')
  clock.set({ now: content.expires })
  t.equal(tokens.stateOf(content, user), 'expired')
})

t.test('one revocation leaves the user\'s other tokens alone, that of a user those minted later', async (t) => {
  const { tokens, mintOne, user } = make()
  const [one, two] = [mintOne('a'), mintOne('a')]
  tokens.revoke(one, user)
  t.strictSame([one, two].map((content) => tokens.stateOf(content, user)), ['revoked', 'valid'])
  tokens.revokeAll(user)
  const after = mintOne('a')
  t.strictSame([one, two, after].map((content) => tokens.stateOf(content, user)), ['revoked', 'revoked', 'valid'])
})

t.test('a serial is before another if it is less than half the way round from it', async (t) => {
  const cases: Array<[number, number | undefined, boolean]> = [
    [5, undefined, false], [5, 5, false], [4, 5, true], [6, 5, false],
    [serialLimit - 1, 0, true], [0, serialLimit - 1, false], [0, serialLimit / 2, false], [1, serialLimit / 2, true]
  ]
  for (const [serial, mark, expected] of cases) t.equal(isBefore(serial, mark), expected, `${serial} before ${mark}`)
})

t.test('the report tells mints, needless ones, uses and late ones', async (t) => {
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

t.test('a token from an earlier process is used before any is minted', async (t) => {
  const { tokens, user } = make()
  tokens.countUse(user, 'valid')
  t.match(tokens.report(), [{ mints: 0, uses: 1, last_expires: null }])
})

t.test('a mint after a revocation is no needless one', async (t) => {
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

t.test('a clock that is moved back forgets no token that is still good', async (t) => {
  const { tokens, mintOne, clock } = make()
  mintOne('a')
  clock.set({ now: 5000 })
  mintOne('a')
  clock.set({ now: 10_000 })
  mintOne('a')
  t.match(tokens.report(), [{ mints_while_valid: 2, last_expires: '1970-01-01T00:00:11.000Z' }])
})
