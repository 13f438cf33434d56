import t from 'tap'
import { addBusinessDays } from '../../../src/resources/deposits/state.ts'
import { money } from '../../../src/values/money.ts'
import { assume, type AssumptionOverrides } from '../../../src/vendor/assumptions.ts'
import { accountOf, makeWorlds } from '../make-worlds.ts'

t.test('business days are Monday to Friday, at the same time of the day', async (t) => {
  const after = (from: string, days: number) => new Date(addBusinessDays(Date.parse(from), days)).toISOString()
  t.equal(after('2026-01-26T23:59:59.999Z', 1), '2026-01-27T23:59:59.999Z', 'Monday')
  t.equal(after('2026-01-30T12:00:00Z', 1), '2026-02-02T12:00:00.000Z', 'Friday')
  t.equal(after('2026-01-31T12:00:00Z', 1), '2026-02-02T12:00:00.000Z', 'Saturday')
  t.equal(after('2026-02-01T00:00:00Z', 1), '2026-02-02T00:00:00.000Z', 'Sunday')
  t.equal(after('2026-01-28T12:00:00Z', 3), '2026-02-02T12:00:00.000Z', 'Wednesday')
  t.equal(after('2026-01-30T12:00:00Z', 10), '2026-02-13T12:00:00.000Z')
  t.equal(after('2026-01-31T12:00:00Z', 0), '2026-01-31T12:00:00.000Z')
  t.equal(after('1970-01-01T00:00:00Z', 2), '1970-01-05T00:00:00.000Z', 'a Thursday')
})

/** A world at noon of a Friday, with a deposit of 100. */
function deposited (overrides: AssumptionOverrides = {}) {
  const startAt = Date.UTC(2026, 0, 30, 12)
  const { default: world } = makeWorlds({ clock: { startAt, frozen: true }, assumptions: assume(overrides) })
  const account = accountOf(world, 'a')
  const { id } = world.deposits.make(account, money(100))
  const heldAt = (hours: number) => {
    world.clock.set({ now: startAt + hours * 3_600_000 })
    world.catchUp()
    return world.ledger.held(account, 'usd').toNumber()
  }
  return { world, account, id: String(id), heldAt }
}

t.test('settles a deposit after three business days', async (t) => {
  const { heldAt, world, account } = deposited()
  t.strictSame([0, 119.999, 120, 500].map(heldAt), [100, 100, 0, 0])
  t.equal(world.ledger.balance(account, 'usd').toNumber(), 100)
})

t.test('a deposit stays settled after the clock is moved back', async (t) => {
  t.strictSame([120, 0, 120].map(deposited().heldAt), [0, 0, 0])
  t.strictSame([119, 0, 119, 120].map(deposited().heldAt), [100, 100, 100, 0])
})

t.test('settles a deposit on request, and once', async (t) => {
  const { world, id, heldAt } = deposited({ 'settlement-days': null })
  t.equal(heldAt(10_000), 100)
  t.strictSame([id, id, '2', 'x'].map(world.deposits.settle), [true, true, false, false])
  t.equal(heldAt(10_000), 0)
})

t.test('settles the deposits of one currency only', async (t) => {
  const { world, account } = deposited()
  world.deposits.settleAll(account, 'btc')
  t.equal(world.ledger.held(account, 'usd').toNumber(), 100)
  world.deposits.settleAll(account, 'usd')
  t.equal(world.ledger.held(account, 'usd').toNumber(), 0)
})

t.test('counts a deposit for exactly seven days', async (t) => {
  const { world, account, heldAt } = deposited()
  t.equal(world.deposits.left(account).toNumber(), 4900)
  heldAt(7 * 24 - 0.001)
  t.equal(world.deposits.left(account).toNumber(), 4900)
  heldAt(7 * 24)
  t.equal(world.deposits.left(account).toNumber(), 5000)
})
