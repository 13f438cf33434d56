/** Commands for the control side. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { command, hasToken, id, keyOf, pick, some, textOf, worldName, type Command, type Fake } from './commands.ts'
import { balancePath, deactivatePath, listPath, noPath, type Model } from './model.ts'
import { iso, type Details, type FaultInput, type World } from './world.ts'

/** The expected response of a control route: its status, with the body or the reason. */
type Told = [status: number, answer?: object | string]

async function ask (
  fake: Fake, world: World, method: string, path: string, body: unknown, [status, answer]: Told
): Promise<void> {
  const authorization = `Bearer ${keyOf(world.name)}`
  const got = await fake.send(method, `/_fake${path}`, authorization, body === undefined ? body : JSON.stringify(body))
  const { 'x-fake-sfox-reason': reason } = got.headers
  for (const entry of got.json?.requests ?? []) delete entry.duration_ms
  const said = status < 400 ? got.json : reason
  assert.deepEqual([got.status, said], [status, answer], `${method} ${path} of "${world.name}"`)
}

/** Create a command for a control route of a world: the request, and its effect on the model. */
function control<Given> (
  name: string, given: fc.Arbitrary<Given>,
  send: (given: Given, model: Model) => [method: string, path: string, body?: unknown],
  tell: (world: World, given: Given, model: Model) => Told, check?: Command['check']
): fc.Arbitrary<Command> {
  return fc.tuple(worldName, given).map(([of, one]) => command(name, [of, one], async (model, fake) => {
    const [method, path, body] = send(one, model)
    const world = model.world(of)
    await ask(fake, world, method, path, body, tell(world, one, model))
  }, check))
}

const day = 86_400_000
const latest = '9999-12-31T23:59:59.999Z'
const length = fc.constantFrom(0, 1, 499, 500, 999, 1000, 9_999, 10_000, 59_999, 60_000, day - 1, day, 400 * 365 * day)
const instant = fc.constantFrom(
  '1970-01-01T00:00:00.000Z', '2026-01-31T12:00:00.000Z', '2026-01-31T12:00:00.999Z', '2026-02-01T12:00:00.500Z',
  latest
)
const clockOf = ({ now }: World): Told => [200, { now: iso(now), frozen: true }]
const nothing = fc.constant(undefined)

const clock = [
  control('advance', length, (by) => ['POST', '/clock/advance', { by }], (world, by) => {
    if (world.now + by > Date.parse(latest)) return [400, 'clock-out-of-range']
    world.now += by
    return clockOf(world)
  }),
  control('set clock', instant, (now) => ['PUT', '/clock', { now }], (world, now) => {
    world.now = Date.parse(now)
    return clockOf(world)
  }),
  control('reset clock', nothing, () => ['DELETE', '/clock'], (world) => {
    world.now = Date.parse(world.settings.now)
    return clockOf(world)
  }),
  // The clock runs only within this command, so that no result depends on the speed of the machine.
  worldName.map((name) => command('run', [name], async (model, fake) => {
    const world = model.world(name)
    const authorization = `Bearer ${keyOf(name)}`
    for (const [method, body] of [['PUT', '{"frozen":false}'], ['GET', undefined]] as const) {
      const { json } = await fake.send(method, '/_fake/clock', authorization, body)
      assert.equal(json.frozen, false)
      assert.ok(Date.parse(json.now) >= world.now, json.now)
    }
    await ask(fake, world, 'PUT', '/clock', { now: iso(world.now), frozen: true }, clockOf(world))
  }))
]

const tokens = [
  control('introspect', pick, (which, model) => ['POST', '/tokens/introspect', { token: textOf(model, which) }],
    (world, which, model) => [200, model.introspect(world, textOf(model, which))], hasToken),
  control('revoke', pick, (which, model) => ['POST', '/tokens/revoke', { token: textOf(model, which) }], (world, which, model) => {
    const opened = model.open(textOf(model, which))
    if (opened?.world !== world) return [404, 'not-minted-here']
    world.revoke(opened.token)
    return [204]
  }, hasToken),
  control('revoke all', id, (userId) => ['POST', '/tokens/revoke', { user_id: userId }], (world, userId) => {
    if (!world.admits(userId)) return [404, 'no-such-user']
    world.revokeAll(userId)
    return [204]
  })
]

const effect = fc.constantFrom<FaultInput>(
  { status: 500 }, { status: 401 }, { status: 429 }, { delay: 0 }, { connection: 'reset' })
const often = some({ after: fc.nat(2), times: fc.constantFrom(1, 2, null) })
const place = fc.constantFrom<NonNullable<FaultInput['match']>>(
  {}, { method: 'GET' }, { method: 'POST' }, { path: listPath }, { path: `${listPath}/*` },
  { path: `${listPath}/:id`, method: 'POST' }, { path: '/v1/*' }, { path: '/v1/*', method: 'GET' }, { path: balancePath })
const placed = fc.tuple(place, some({ user_id: id })).map(([at, who]) => ({ ...at, ...who }))
const before = fc.tuple(some({ match: placed }), often, effect)
  .map((parts): FaultInput => Object.assign({}, ...parts))
// Not for calls that mint: the model learns the text of a token from the answer.
const after = fc.tuple(fc.constantFrom(balancePath, `${deactivatePath}*`, `${deactivatePath}:id`), often, effect)
  .map(([path, often, effect]): FaultInput => ({ match: { path }, when: 'after', ...often, ...effect }))

/** Generate a fault, as it is added or is in the fixtures. */
export const faultInput = fc.oneof({ weight: 3, arbitrary: before }, { weight: 2, arbitrary: after })

const impossible = fc.constantFrom<FaultInput>(
  { match: { path: noPath }, status: 500 }, { match: { path: balancePath, method: 'POST' }, delay: 0 },
  { match: { path: `${listPath}/:id/x` }, when: 'after', status: 500 })

const faults = [
  control('add fault', faultInput, (fault) => ['POST', '/faults', fault], (world, fault) => [201, world.addFault(fault)]),
  control('add impossible fault', impossible, (fault) => ['POST', '/faults', fault], () => [400, 'impossible-match']),
  control('clear faults', nothing, () => ['DELETE', '/faults'], (world) => {
    world.faults = []
    return [204]
  }),
  control('remove fault', fc.integer({ min: 1, max: 4 }), (nth) => ['DELETE', `/faults/fault-${nth}`], (world, nth) => {
    const others = world.faults.filter((one) => one.id !== `fault-${nth}`)
    if (others.length === world.faults.length) return [404, 'unknown-fault']
    world.faults = others
    return [204]
  })
]

const details = some<Required<Details>>({ first_name: fc.constantFrom('Ada', 'Bob'), email: fc.constant('a@b.test') })
const users = [
  control('put user', fc.tuple(id, details), ([userId, given]) => ['PUT', `/users/${encodeURIComponent(userId)}`, given],
    (world, [userId, given]) => {
      if (userId.startsWith('fake:')) return [400, 'magic-user-id']
      world.put(userId, given)
      return [200, world.shown(userId)]
    }),
  control('get user', id, (userId) => ['GET', `/users/${encodeURIComponent(userId)}`], (world, userId) => {
    const known = world.details(userId)
    if (!known) return [404, 'no-such-user']
    world.meet(userId, known)
    return [200, { ...world.shown(userId), verification_code: null, micro_deposits: null }]
  }),
  control('remove user', id, (userId) => ['DELETE', `/users/${encodeURIComponent(userId)}`], (world, userId) =>
    world.remove(userId) ? [204] : [404, 'no-such-user'])
]

/** Return the newest matching entries of the journal. */
const filter = some({
  method: fc.constantFrom('get', 'POST'),
  status: fc.constantFrom(201, 401, 404, null),
  user_id: id,
  reason: fc.constantFrom('fault', 'unknown-token', 'expired-token'),
  since: fc.nat(30),
  limit: fc.nat(3)
})
const journal = [
  control('filter', filter, (given) => {
    const query = Object.entries(given).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    return ['GET', `/requests?${query.join('&')}`]
  }, ({ journal, dropped }, { method, status, user_id: userId, reason, since = 0, limit = Infinity }) => {
    const matching = journal.filter((one) => (method ?? one.method).toUpperCase() === one.method &&
      (status === undefined || one.status === status) && (userId === undefined || one.user_ids.includes(userId)) &&
      (reason ?? one.reason) === one.reason && one.id > since)
    return [200, { requests: matching.slice(Math.max(matching.length - limit, 0)), dropped }]
  }),
  control('clear journal', nothing, () => ['DELETE', '/requests'], (world) => {
    world.clear()
    return [204]
  })
]

/** Compare everything that a world shows with the model. */
export async function look (model: Model, fake: Fake, name: string): Promise<void> {
  const world = model.world(name)
  const { journal: requests, dropped } = world
  await ask(fake, world, 'GET', '/clock', undefined, clockOf(world))
  await ask(fake, world, 'GET', '/requests', undefined, [200, { requests, dropped }])
  await ask(fake, world, 'GET', '/faults', undefined, [200, { faults: world.faults.map((one) => world.shownFault(one)) }])
  await ask(fake, world, 'GET', '/tokens/report', undefined, [200, { users: world.report() }])
  await ask(fake, world, 'GET', '/users', undefined, [200, { users: world.registry() }])
  for (const token of [...model.tokens.keys()].slice(-20)) {
    await ask(fake, world, 'POST', '/tokens/introspect', { token }, [200, model.introspect(world, token)])
  }
  assert.equal((await fake.send('GET', '/_fake')).json.worlds, model.worlds.size)
}

const whole = [
  worldName.map((name) => command('look', [name], async (model, fake) => await look(model, fake, name))),
  control('reset', nothing, () => ['POST', '/reset'], (world) => {
    world.reset()
    return [204]
  }),
  fc.constant(command('restart', [], async (model, fake) => {
    await fake.restart()
    model.restart()
  }))
]

export const controls: Array<fc.Arbitrary<Command>> = [
  ...clock, ...tokens, ...tokens, ...faults, ...users, ...journal, ...whole
]
