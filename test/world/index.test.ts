import t from 'tap'
import { assume } from '../../src/assumptions.ts'
import { bounds } from '../../src/bounds.ts'
import { createWorlds, type OpenedToken, type WorldsSource } from '../../src/world/index.ts'
import type { WorldUser } from '../../src/world/users.ts'
import { worldKey } from '../../src/world/keys.ts'
import type { MintedTokens } from '../../src/world/tokens.ts'

const start = Date.UTC(2026, 0, 31, 12, 0, 0, 500)
const make = (source: Partial<WorldsSource> = {}) => createWorlds({
  key: 'KEY', seed: 'seed', clock: { startAt: start, frozen: true }, tokenTtl: 1000, usersMode: 'any', users: [], faults: [], journal: 10, limits: undefined, rules: assume(), ...source
})
const all = (tokens: MintedTokens) => tokens.slice(0, tokens.length)
const find = (world: ReturnType<typeof make>['default'], id: string) => world.users.find(id) as WorldUser

t.test('worlds are made at first use', async (t) => {
  const worlds = make()
  t.equal(worlds.count, 1)
  t.equal(worlds.forKey('KEY'), worlds.default)
  t.equal(worlds.forKey('nope'), undefined)
  t.equal(worlds.count, 1)
  const other = worlds.forKey('KEY~other') as typeof worlds.default
  t.equal(other.name, 'other')
  t.equal(worlds.forKey('KEY~other'), other)
  t.equal(worlds.count, 2)
  t.equal(worldKey('KEY', 'other'), 'KEY~other')
})

t.test('there are only so many, of which the default one always is one', async (t) => {
  t.intercept(bounds.worlds, 'most', { value: 3 })
  const worlds = make()
  const [first] = ['KEY~a', 'KEY~b'].map((key) => worlds.forKey(key)) as Array<typeof worlds.default>
  t.equal(worlds.forKey('KEY~c'), 'full')
  t.equal(worlds.forKey('nope'), undefined)
  t.equal(worlds.count, 3)
  t.equal(worlds.forKey('KEY'), worlds.default)
  t.equal(worlds.forKey('KEY~a'), first)
  first?.reset()
  t.equal(worlds.forKey('KEY~c'), 'full', 'a reset makes no room')
})

t.test('a token is good until the very instant that it states', async (t) => {
  const { default: world, openToken } = make({ clock: { startAt: start, frozen: true } })
  const [minted] = all(world.tokens.mint([find(world, 'a')], 'millisecond'))
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

t.test('a list\'s tokens end when the second that they state begins', async (t) => {
  const { default: world } = make()
  t.equal(all(world.tokens.mint([find(world, 'a')], 'second'))[0]?.expires, '2026-01-31T12:00:01Z')
})

t.test('older tokens of a user stay good, and each is new', async (t) => {
  const { default: world, openToken } = make()
  const user = find(world, 'a')
  const tokens = [...all(world.tokens.mint([user, user], 'second')), ...all(world.tokens.mint([user], 'second'))].map(({ token }) => token)
  t.equal(new Set(tokens).size, 3)
  const opened = tokens.map((token) => openToken(token) as { state: string, user: WorldUser })
  t.strictSame(opened.map(({ state }) => state), ['valid', 'valid', 'valid'])
  for (const token of opened) t.equal(token.user, user)
})

t.test('a token belongs to the world that minted it', async (t) => {
  const worlds = make()
  const other = worlds.forKey('KEY~other') as typeof worlds.default
  const [minted] = all(other.tokens.mint([find(other, 'a')], 'second'))
  const opened = worlds.openToken(minted?.token as string) as { world: unknown, user: unknown }
  t.equal(opened.world, other)
  t.equal(opened.user, find(other, 'a'))
})

t.test('a seed repeats a world\'s tokens, whatever other worlds do', async (t) => {
  const mint = (worlds: ReturnType<typeof make>) => {
    const world = worlds.forKey('KEY~w') as typeof worlds.default
    return [all(world.tokens.mint([find(world, 'a'), find(world, 'b')], 'second')), all(world.tokens.mint([find(world, 'a')], 'millisecond'))]
  }
  const busy = make()
  busy.default.tokens.mint([find(busy.default, 'a')], 'second')
  t.strictSame(mint(busy), mint(make()))
  t.notSame(mint(make({ seed: undefined })), mint(make()))
})

t.test('what is not ours is unknown, and what is no token is nothing', async (t) => {
  const worlds = make()
  const [minted] = all(worlds.default.tokens.mint([find(worlds.default, 'a')], 'second'))
  t.strictSame(worlds.openToken('0'.repeat(64)), { state: 'unknown' })
  t.strictSame(make({ seed: 'other' }).openToken(minted?.token as string), { state: 'unknown' })
  t.strictSame(make().openToken(minted?.token as string), { state: 'unknown' }, 'its user has not been seen yet')
  t.equal(worlds.openToken('KEY'), undefined)
})

t.test('no token states an instant after the year 9999', async (t) => {
  const { default: world } = make({ clock: { startAt: Date.UTC(9999, 11, 31, 23, 59, 59, 500), frozen: true } })
  t.equal(all(world.tokens.mint([find(world, 'a')], 'millisecond'))[0]?.expires, '9999-12-31T23:59:59.999Z')
  t.equal(all(world.tokens.mint([find(world, 'a')], 'second'))[0]?.expires, '9999-12-31T23:59:59Z')
})

t.test('after a reset the tokens from before are unknown, and those minted since are good, at the same instant', async (t) => {
  const worlds = make()
  const other = worlds.forKey('KEY~other') as typeof worlds.default
  const mint = (world: typeof worlds.default) => all(world.tokens.mint([find(world, 'a')], 'second'))[0]?.token as string
  const [before, elsewhere] = [mint(worlds.default), mint(other)]
  worlds.default.reset()
  t.strictSame(worlds.openToken(before), { state: 'unknown' }, 'before its user is seen again')
  const after = mint(worlds.default)
  t.strictSame(worlds.openToken(before), { state: 'unknown' }, 'and after')
  t.strictSame([after, elsewhere].map((token) => worlds.openToken(token)?.state), ['valid', 'valid'])
  t.not(after, before, 'serials go on')
})

t.test('entry ids grow across worlds and resets', async (t) => {
  const worlds = make()
  t.strictSame([worlds.nextEntryId(), worlds.nextEntryId()], [1, 2])
})
