import t from 'tap'
import type { User } from '../../../src/resources/end-users/record.ts'
import { createTokenOwners } from '../../../src/resources/user-tokens/owners.ts'
import { find, makeWorlds } from '../make-worlds.ts'

const ada: User = { user_id: 'a', first_name: 'Ada', balances: { usd: 5 } }

/** The users of a world whose fixtures have one. */
function make (usersMode: 'any' | 'registered') {
  const fixture = structuredClone(ada)
  const { default: world } = makeWorlds({ usersMode, users: [fixture] })
  return { world, users: world.users, fixture, find: (id: string) => find(world, id) }
}

t.test('finds a user of the fixtures, with the tag of the id', async (t) => {
  const { users, find } = make('registered')
  const found = find('a')
  t.match(found, { id: 'a', tag: createTokenOwners().claim({ worldName: '', user: { id: 'a' } }), profile: ada })
  t.equal(found?.life, undefined)
  t.equal(find('a'), found)
  t.equal(users.known('a'), found)
})

t.test('treats an unknown id as a user only if any id is one', async (t) => {
  t.equal(make('registered').users.refusalOf('b'), 'unknown-user')
  const { users, find } = make('any')
  t.equal(users.refusalOf('b'), undefined)
  t.equal(users.known('b'), undefined, 'to ask does not make it one')
  t.strictSame(find('b')?.profile, { user_id: 'b' })
  t.strictSame(find('__proto__')?.profile, { user_id: '__proto__' })
})

t.test('knows which users exist only because tokens were minted for them', async (t) => {
  const { users, find } = make('any')
  t.strictSame(['a', 'b', 'fake:expired'].map((id) => find(id)?.implicit), [false, true, true])
  users.put('b', {})
  t.equal(find('b')?.implicit, false)
})

t.test('treats a magic id as a user in both modes, with the lifetime that it names', async (t) => {
  for (const { users, find } of [make('any'), make('registered')]) {
    t.equal(find('fake:ttl=60s')?.life, 60_000)
    t.ok((find('fake:expired')?.life as number) < 0)
    t.equal(find('fake:delay=1s')?.life, undefined)
    t.equal(users.refusalOf('fake:ttl=1s'), undefined)
    t.strictSame([users.list().length, users.get('fake:ttl=60s'), users.registered('fake:ttl=60s'), users.remove('fake:ttl=60s')],
      [1, undefined, undefined, undefined], 'but for none of the registry')
  }
})

t.test('lists users from the fixtures, from requests and from mints', async (t) => {
  const { users, find } = make('any')
  t.strictSame(users.list(), [{ ...ada, status: 'VERIFIED' }])
  find('b')
  users.put('c', { status: 'PENDING' })
  t.strictSame(users.list(), [
    { ...ada, status: 'VERIFIED' }, { user_id: 'b', status: 'VERIFIED' }, { user_id: 'c', status: 'PENDING' }
  ])
  t.strictSame(users.get('c'), { user_id: 'c', status: 'PENDING' })
  t.equal(users.get('d'), undefined)
})

t.test('merges changes, balances by currency, and does not change the fixtures', async (t) => {
  const { users, find, fixture } = make('registered')
  const merged = { ...ada, email: 'a@example.com', balances: { usd: 5, btc: 1 }, status: 'VERIFIED' }
  t.strictSame(users.put('a', { email: 'a@example.com', balances: { btc: 1 } }), merged)
  t.strictSame(users.get('a'), merged)
  t.match(find('a')?.profile, { email: 'a@example.com' }, 'of a user that was met before, too')
  t.strictSame(fixture, { user_id: 'a', first_name: 'Ada', balances: { usd: 5 } })
  t.strictSame(users.put('b', {}), { user_id: 'b', status: 'VERIFIED' })
  t.equal(users.refusalOf('b'), undefined)
})

t.test('returns copies', async (t) => {
  const { users } = make('registered')
  const user = users.put('a', {})
  Object.assign(user.balances as object, { usd: 0 })
  t.strictSame(users.get('a')?.balances, { usd: 5 })
})

t.test('forgets a removed user until it is put or minted for again', async (t) => {
  const { users, find } = make('registered')
  const removed = users.remove('a')
  t.equal(removed?.profile, undefined)
  t.strictSame([users.refusalOf('a'), users.get('a'), users.list(), users.remove('a')], ['unknown-user', undefined, [], undefined])
  users.put('a', {})
  t.equal(find('a'), removed, 'it keeps its tag, and so what was revoked')
  t.strictSame(find('a')?.profile, { user_id: 'a' })

  const any = make('any')
  any.users.remove('a')
  t.strictSame(any.find('a')?.profile, { user_id: 'a' })
  t.equal(any.users.remove('never'), undefined)
})

t.test('refuses a deactivated user in both modes, until it is put again', async (t) => {
  for (const { users, find } of [make('any'), make('registered')]) {
    const user = users.registered('a')
    t.equal(user, find('a'))
    users.deactivate(user as NonNullable<typeof user>)
    t.strictSame([users.refusalOf('a'), users.get('a'), users.list()], ['deactivated-user', undefined, []])
    users.put('a', {})
    t.equal(users.refusalOf('a'), undefined)
  }
})

t.test('gives a removed and re-created user a new account, and closes the old one', async (t) => {
  const { users, world } = make('any')
  const user = users.findOrCreate('a')
  const before = users.accountOf(user)
  t.equal(world.ledger.balance(before, 'usd').toFixed(), '5')
  t.equal(users.accountOf(user), before)
  users.remove('a')
  const after = users.accountOf(users.findOrCreate('a'))
  t.strictSame([before.closed, after.closed], [true, false])
  t.strictSame(world.ledger.currencies(after), [])
})
