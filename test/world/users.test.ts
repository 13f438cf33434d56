import t from 'tap'
import { assume } from '../../src/assumptions.ts'
import { createBanks } from '../../src/world/banks.ts'
import type { User } from '../../src/schemas/users.ts'
import { createUsers } from '../../src/world/users.ts'

const ada: User = { user_id: 'a', first_name: 'Ada', balances: { usd: 5 } }
const fixtures = new Map([['a', ada]])

function make (mode: 'any' | 'registered') {
  let tag = 0
  return createUsers({ mode, fixtures, tagFor: () => ++tag, banks: createBanks({ draw: () => 0.5, rules: assume() }) })
}

t.test('a user of the fixtures is found and keeps its tag', async (t) => {
  const users = make('registered')
  const found = users.find('a')
  t.match(found, { id: 'a', tag: 1, profile: ada })
  t.equal(found?.life, undefined)
  t.equal(users.find('a'), found)
  t.equal(users.known('a'), found)
})

t.test('any other id is a user only where any id is', async (t) => {
  t.equal(make('registered').find('b'), undefined)
  t.notOk(make('registered').admits('b'))
  const users = make('any')
  t.ok(users.admits('b'))
  t.equal(users.known('b'), undefined, 'to ask does not make it one')
  t.strictSame(users.find('b')?.profile, { user_id: 'b' })
  t.strictSame(users.find('__proto__')?.profile, { user_id: '__proto__' })
})

t.test('a magic id is a user everywhere, with the life that it asks for', async (t) => {
  for (const users of [make('any'), make('registered')]) {
    t.equal(users.find('fake:ttl=60s')?.life, 60_000)
    t.ok((users.find('fake:expired')?.life as number) < 0)
    t.equal(users.find('fake:delay=1s')?.life, undefined)
    t.ok(users.admits('fake:ttl=1s'))
    t.strictSame([users.list().length, users.get('fake:ttl=60s'), users.remove('fake:ttl=60s')], [1, undefined, undefined], 'but none of the registry')
  }
})

t.test('the registry holds the fixtures\' users, those put there and those minted for', async (t) => {
  const users = make('any')
  t.strictSame(users.list(), [{ ...ada, status: 'VERIFIED' }])
  users.find('b')
  users.put('c', { status: 'PENDING' })
  t.strictSame(users.list(), [
    { ...ada, status: 'VERIFIED' }, { user_id: 'b', status: 'VERIFIED' }, { user_id: 'c', status: 'PENDING' }
  ])
  t.strictSame(users.get('c'), { user_id: 'c', status: 'PENDING' })
  t.equal(users.get('d'), undefined)
})

t.test('putting merges, balances by currency, and changes no fixtures', async (t) => {
  const users = make('registered')
  const merged = { ...ada, email: 'a@example.com', balances: { usd: 5, btc: 1 }, status: 'VERIFIED' }
  t.strictSame(users.put('a', { email: 'a@example.com', balances: { btc: 1 } }), merged)
  t.strictSame(users.get('a'), merged)
  t.match(users.find('a')?.profile, { email: 'a@example.com' }, 'one that was met before, too')
  t.strictSame(fixtures.get('a'), { user_id: 'a', first_name: 'Ada', balances: { usd: 5 } })
  t.strictSame(users.put('b', {}), { user_id: 'b', status: 'VERIFIED' })
  t.ok(users.admits('b'))
})

t.test('what is handed out is a copy', async (t) => {
  const users = make('registered')
  const user = users.put('a', {})
  Object.assign(user.balances as object, { usd: 0 })
  t.strictSame(users.get('a')?.balances, { usd: 5 })
})

t.test('a removed user is gone, whether it had been met or not, until it is put or minted for again', async (t) => {
  const users = make('registered')
  const removed = users.remove('a')
  t.equal(removed?.profile, undefined)
  t.strictSame([users.find('a'), users.get('a'), users.list(), users.remove('a')], [undefined, undefined, [], undefined])
  users.put('a', {})
  t.equal(users.find('a'), removed, 'it keeps its tag, and so what was revoked')
  t.strictSame(users.find('a')?.profile, { user_id: 'a' })

  const any = make('any')
  any.remove('a')
  t.strictSame(any.find('a')?.profile, { user_id: 'a' })
  t.equal(any.remove('never'), undefined)
})
