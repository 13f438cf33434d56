import t from 'tap'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createClock } from '../../src/world/clock.ts'
import { createSeal, serialLimit } from '../../src/world/seal.ts'
import { createUsers, type WorldUser } from '../../src/world/users.ts'
import { createWorld, type WorldSource } from '../../src/world/world.ts'

function make (source: Partial<WorldSource> = {}) {
  const seal = createSeal('seed')
  const users = createUsers({ mode: 'any', fixtures: new Map(), tagFor: () => 1 })
  const clock = createClock({ startAt: 0, frozen: true })
  const world = createWorld({ name: '', clock, users, seal, tokenTtl: 1000, ...source })
  return { seal, world, user: users.find('a') as WorldUser }
}

t.test('serials count, and begin anew after the last', async (t) => {
  const { seal, world, user } = make({ firstSerial: serialLimit - 2 })
  const tokens = world.mint([user, user, user], 'second').slice(0, 3).map(({ token }) => token)
  t.strictSame(tokens.map((token) => seal.open(token)?.serial), [serialLimit - 2, serialLimit - 1, 0])
})

t.test('a call\'s tokens are settled when it mints, in whatever pieces and however often they are read', async (t) => {
  const { world, user } = make({ firstSerial: serialLimit - 2 })
  const minted = world.mint([user, user, user, user], 'second')
  const later = world.mint([user], 'second').slice(0, 1)
  const whole = minted.slice(0, 4)
  t.equal(new Set([...whole, ...later].map(({ token }) => token)).size, 5)
  t.strictSame([...minted.slice(0, 1), ...minted.slice(1, 3), ...minted.slice(3, 10)], whole)
})

t.test('memory does not grow with the tokens minted', async (t) => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const { world, user } = make()
  const many = Array.from({ length: 1000 }, () => user)
  const used = () => { collect(); return process.memoryUsage().heapUsed }
  world.mint(many, 'second').slice(0, 1000)
  const before = used()
  for (let round = 0; round < 300; round++) world.mint(many, 'second').slice(0, 1000)
  const grown = used() - before
  t.ok(grown < 3_000_000, `${grown} bytes for 300,000 tokens, of which each one kept would take more than 64`)
})
