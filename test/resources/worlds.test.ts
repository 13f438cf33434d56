import t from 'tap'
import { capacityLimits } from '../../src/world/capacity-limits.ts'
import type { OpenedToken, Worlds } from '../../src/resources/worlds.ts'
import type { WorldUser } from '../../src/resources/end-users/state.ts'
import { resources } from '../../src/resources/index.ts'
import { money } from '../../src/values/money.ts'
import { worldKey } from '../../src/world/keys.ts'
import { makeWorlds as make, start } from './make-worlds.ts'

const find = (world: Worlds['default'], id: string) => world.users.findOrCreate(id)

t.test('creates worlds at first use', async (t) => {
  const worlds = make()
  t.equal(worlds.count, 1)
  t.equal(worlds.forKey('KEY'), worlds.default)
  t.equal(worlds.forKey('nope'), undefined)
  t.equal(worlds.count, 1)
  const other = worlds.forKey('KEY~other') as Worlds['default']
  t.equal(other.name, 'other')
  t.equal(worlds.forKey('KEY~other'), other)
  t.equal(worlds.count, 2)
  t.equal(worldKey('KEY', 'other'), 'KEY~other')
})

t.test('limits the number of worlds, including the default one', async (t) => {
  t.intercept(capacityLimits.worlds, 'maximum', { value: 3 })
  const worlds = make()
  const [first] = ['KEY~a', 'KEY~b'].map((key) => worlds.forKey(key)) as Array<Worlds['default']>
  t.equal(worlds.forKey('KEY~c'), 'full')
  t.equal(worlds.forKey('nope'), undefined)
  t.equal(worlds.count, 3)
  t.equal(worlds.forKey('KEY'), worlds.default)
  t.equal(worlds.forKey('KEY~a'), first)
  first?.reset()
  t.equal(worlds.forKey('KEY~c'), 'full', 'a reset makes no room')
})

t.test('a token is valid until exactly its expiry', async (t) => {
  const { default: world, openToken } = make({ clock: { startAt: start, frozen: true } })
  const [minted] = world.tokens.mint([find(world, 'a')], 'millisecond')
  t.strictSame(minted, { token: minted?.token, expires: '2026-01-31T12:00:01.500Z', partner_user_id: 'a' })
  const { user, content, ...rest } = openToken(minted?.token as string) as Extract<OpenedToken, { content: object }>
  t.strictSame(content, { tag: user.tag, expires: start + 1000, serial: 0 })
  t.equal(user, find(world, 'a'))
  t.equal(rest.world, world)
  t.equal(rest.state, 'valid')

  const at = (startAt: number) => {
    const later = make({ clock: { startAt, frozen: true } })
    find(later.default, 'a')
    return later.openToken(minted?.token as string)?.state
  }
  t.equal(at(start + 999), 'valid')
  t.equal(at(start + 1000), 'expired')
})

t.test('tokens of a list expire at the beginning of the stated second', async (t) => {
  const { default: world } = make()
  t.equal(world.tokens.mint([find(world, 'a')], 'second')[0]?.expires, '2026-01-31T12:00:01Z')
})

t.test('older tokens of a user stay valid, and no token repeats', async (t) => {
  const { default: world, openToken } = make()
  const user = find(world, 'a')
  const tokens = [...world.tokens.mint([user, user], 'second'), ...world.tokens.mint([user], 'second')].map(({ token }) => token)
  t.equal(new Set(tokens).size, 3)
  const opened = tokens.map((token) => openToken(token) as { state: string, user: WorldUser })
  t.strictSame(opened.map(({ state }) => state), ['valid', 'valid', 'valid'])
  for (const token of opened) t.equal(token.user, user)
})

t.test('a token belongs to the world that minted it', async (t) => {
  const worlds = make()
  const other = worlds.forKey('KEY~other') as Worlds['default']
  const [minted] = other.tokens.mint([find(other, 'a')], 'second')
  const opened = worlds.openToken(minted?.token as string) as { world: unknown, user: unknown }
  t.equal(opened.world, other)
  t.equal(opened.user, find(other, 'a'))
})

t.test('a seed repeats a world\'s tokens, independently of other worlds', async (t) => {
  const mint = (worlds: Worlds) => {
    const world = worlds.forKey('KEY~w') as Worlds['default']
    return [world.tokens.mint([find(world, 'a'), find(world, 'b')], 'second'), world.tokens.mint([find(world, 'a')], 'millisecond')]
  }
  const busy = make()
  busy.default.tokens.mint([find(busy.default, 'a')], 'second')
  t.strictSame(mint(busy), mint(make()))
  t.notSame(mint(make({ seed: undefined })), mint(make()))
})

t.test('a foreign token is unknown, and a text in another format opens nothing', async (t) => {
  const worlds = make()
  const [minted] = worlds.default.tokens.mint([find(worlds.default, 'a')], 'second')
  t.strictSame(worlds.openToken('0'.repeat(64)), { state: 'unknown' })
  t.strictSame(make({ seed: 'other' }).openToken(minted?.token as string), { state: 'unknown' })
  t.strictSame(make().openToken(minted?.token as string), { state: 'unknown' }, 'its user has not been seen yet')
  t.equal(worlds.openToken('KEY'), undefined)
})

t.test('no token expires after the year 9999', async (t) => {
  const { default: world } = make({ clock: { startAt: Date.UTC(9999, 11, 31, 23, 59, 59, 500), frozen: true } })
  t.equal(world.tokens.mint([find(world, 'a')], 'millisecond')[0]?.expires, '9999-12-31T23:59:59.999Z')
  t.equal(world.tokens.mint([find(world, 'a')], 'second')[0]?.expires, '9999-12-31T23:59:59Z')
})

t.test('after a reset earlier tokens are unknown and new tokens are valid, even at the same instant', async (t) => {
  const worlds = make()
  const other = worlds.forKey('KEY~other') as Worlds['default']
  const mint = (world: Worlds['default']) => world.tokens.mint([find(world, 'a')], 'second')[0]?.token as string
  const [before, elsewhere] = [mint(worlds.default), mint(other)]
  worlds.default.reset()
  t.strictSame(worlds.openToken(before), { state: 'unknown' }, 'before its user is seen again')
  const after = mint(worlds.default)
  t.strictSame(worlds.openToken(before), { state: 'unknown' }, 'and after')
  t.strictSame([after, elsewhere].map((token) => worlds.openToken(token)?.state), ['valid', 'valid'])
  t.not(after, before, 'serials go on')
})

t.test('a reset forgets users, tokens and what they own, but neither the serials nor other worlds', async (t) => {
  const worlds = make({ faults: [{ status: 503 }] })
  const { default: world } = worlds
  const other = worlds.forKey('KEY~other') as Worlds['default']
  const [user] = [world, other].map((one) => {
    const user = find(one, 'a')
    one.tokens.mint([user, user], 'second')
    one.users.put('a', { balances: { usd: 5 }, bank: { verified: true } })
    one.deposits.make(one.users.accountOf(user), money(1))
    return user
  })
  world.faults.clear()
  world.reset()
  t.strictSame([world.users.list(), world.tokens.report(), world.faults.list().length], [[], [], 1])
  t.equal(world.users.known('a'), undefined)
  t.not(find(world, 'a'), user)
  t.strictSame(world.balances.list(world.users.accountOf(find(world, 'a'))), [])
  t.notOk(world.deposits.settle('1'))
  t.ok(other.deposits.settle('1'))
  t.match(other.users.list(), [{ user_id: 'a', balances: { usd: 6 } }])
})

t.test('a reset releases the tags of users, so that tokens of an earlier process are unknown again', async (t) => {
  const earlier = make({ firstSerial: 100 }).default
  const token = earlier.tokens.mint([find(earlier, 'a')], 'second')[0]?.token as string
  const worlds = make()
  find(worlds.default, 'a')
  t.equal(worlds.openToken(token)?.state, 'valid')
  worlds.default.reset()
  t.equal(worlds.openToken(token)?.state, 'unknown')
  find(worlds.default, 'a')
  t.equal(worlds.openToken(token)?.state, 'valid', 'its serial was not given out before the reset')
})

t.test('creates the state of a resource once, at first use', async (t) => {
  const { default: world } = make()
  for (const name of Object.keys(resources) as Array<keyof typeof resources>) t.equal(world[name], world[name], name)
  const { deposits } = world
  world.reset()
  t.not(world.deposits, deposits)
})

t.test('entry ids grow across worlds and resets', async (t) => {
  const worlds = make()
  t.strictSame([worlds.nextEntryId(), worlds.nextEntryId()], [1, 2])
})
