import t from 'tap'
import { createPerAccount } from '../../src/world/per-account.ts'

t.test('creates a state for each account at first use', async (t) => {
  let made = 0
  const stateOf = createPerAccount(() => ({ number: ++made }))
  const [one, other, again] = ['a', 'b', 'a'].map((userId) => ({ userId, closed: false }))
  t.equal(made, 0)
  t.equal(stateOf(one!).number, 1)
  t.equal(stateOf(other!).number, 2)
  t.equal(stateOf(one!), stateOf(one!))
  t.equal(stateOf(again!).number, 3, 'a new account shares nothing with the old one')
  t.equal(made, 3)
})

t.test('creates an undefined state once', async (t) => {
  let made = 0
  const stateOf = createPerAccount(() => { made++ })
  const account = { userId: 'a', closed: false }
  stateOf(account)
  stateOf(account)
  t.equal(made, 1)
})
