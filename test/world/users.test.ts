import t from 'tap'
import { createUsers } from '../../src/world/users.ts'

const profile = { user_id: 'a', first_name: 'Ada' }
const fixtures = new Map([['a', profile]])

t.test('a user of the fixtures is found and keeps its tag', async (t) => {
  let tag = 0
  const users = createUsers({ mode: 'registered', fixtures, tagFor: () => ++tag })
  t.strictSame(users.find('a'), { profile, tag: 1 })
  t.equal(users.find('a'), users.find('a'))
  t.equal(tag, 1)
})

t.test('any other id is a user only where any id is', async (t) => {
  t.equal(createUsers({ mode: 'registered', fixtures, tagFor: () => 1 }).find('b'), undefined)
  const any = createUsers({ mode: 'any', fixtures, tagFor: () => 1 })
  t.strictSame(any.find('b'), { profile: { user_id: 'b' }, tag: 1 })
  t.strictSame(any.find('__proto__'), { profile: { user_id: '__proto__' }, tag: 1 })
})
