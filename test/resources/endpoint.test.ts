/** Test endpoints as values. `npx tsc` fails if one of the lines with a deliberate type error compiles. */
import t from 'tap'
import { Type } from '@sinclair/typebox'
import { defineEndpoint, isSameEndpoint, resolveSchema } from '../../src/resources/endpoint.ts'
import type { Assumptions } from '../../src/resources/index.ts'
import { defineRefusals, pick, RefusalError, createRefuse, undocumented } from '../../src/resources/refusal.ts'
import { assume } from '../../src/vendor/assumptions.ts'
import { accountOf, makeWorlds } from './make-worlds.ts'

const row = { status: 422, when: 'never', source: undocumented, why: 'A test.' }

const refusals = defineRefusals({
  'no-market': { ...row, error: 'There is no market for {pair} on {day}.' },
  'nothing-to-say': { ...row, error: 'No.' },
  'of-another': { ...row, error: 'There is no order with the id "{id}".' }
})

const said = { summary: 'A test', docs: { page: 'nowhere', says: 'nothing' }, examples: [] } as const

/** Deliberate type errors in handlers, for the compiler only. */
const misuses: Array<() => unknown[]> = []

const createQuote = defineEndpoint({
  ...said,
  method: 'POST',
  path: '/v1/desks/:desk_id/quotes/:quote_id',
  credential: 'user',
  query: Type.Object({ verbose: Type.Optional(Type.String()) }),
  body: Type.Object({ side: Type.Union([Type.Literal('buy'), Type.Literal('sell')]), pair: Type.String() }),
  reply: Type.Object({ id: Type.String(), side: Type.String(), verbose: Type.Boolean(), owner: Type.String() }),
  refusals: pick(refusals, 'no-market', 'nothing-to-say'),
  handler ({ params, query, body, user, account, refuse }) {
    misuses.push(() => [
      // @ts-expect-error -- the path has no such parameter
      params.side,
      // @ts-expect-error -- the query has no such property
      query.nope,
      // @ts-expect-error -- the query's property may be left out
      query.verbose.length,
      // @ts-expect-error -- the body has no such property
      body.nope,
      // @ts-expect-error -- the side is one of two
      body.side === 'hold',
      // @ts-expect-error -- the text has placeholders
      refuse('no-market'),
      // @ts-expect-error -- it has one more
      refuse('no-market', { pair: '' }),
      // @ts-expect-error -- it has no such placeholder
      refuse('no-market', { pair: '', day: '', hour: '' }),
      // @ts-expect-error -- a value is text
      refuse('no-market', { pair: '', day: 1 }),
      // @ts-expect-error -- this text has none
      refuse('nothing-to-say', { id: '' }),
      // @ts-expect-error -- the refusal is not the endpoint's
      refuse('of-another', { id: '' })
    ])
    if (body.pair === '') refuse('nothing-to-say')
    if (body.pair === 'x') refuse('no-market', { pair: body.pair, day: 'Monday' })
    const id: string = params.desk_id + params.quote_id
    const side: 'buy' | 'sell' = body.side
    return { id, side, verbose: query.verbose !== undefined, owner: user.id + account.userId }
  }
})

const bounded = ({ 'max-user-ids': most }: Assumptions) =>
  Type.Object({ data: Type.Array(Type.Number(), most === null ? {} : { maxItems: most }) })

const sumUp = defineEndpoint({
  ...said,
  method: 'GET',
  path: '/v1/sums',
  credential: 'enterprise',
  params: Type.Object({ user_id: Type.String() }),
  body: bounded,
  reply: () => Type.Object({ sum: Type.Number() }),
  handler (context) {
    const { params, query, body, user, account } = context
    const none: undefined = query ?? user ?? account
    misuses.push(() => [
      // @ts-expect-error -- only the token of a user has one
      context.user.id,
      // @ts-expect-error -- nor an account
      context.account.userId,
      // @ts-expect-error -- the endpoint has no refusals
      context.refuse('nothing-to-say')
    ])
    return { sum: body.data.reduce((sum, number) => sum + number, none ?? params.user_id.length) }
  }
})

const status = defineEndpoint({
  ...said,
  method: 'GET',
  path: '/v1/status',
  credential: 'none',
  reply: Type.Object({ up: Type.Boolean() }),
  handler (context) {
    misuses.push(() => [
      // @ts-expect-error -- without a schema there is no body
      context.body.data,
      // @ts-expect-error -- a path without parameters has none
      context.params.user_id
    ])
    return { up: context.query === undefined }
  }
})

/** Deliberate type errors in definitions, for the compiler only. */
export const misfits = () => [
  defineEndpoint({
    ...said,
    method: 'GET',
    path: '/v1/x',
    credential: 'none',
    reply: Type.Object({ a: Type.Number() }),
    // @ts-expect-error -- the reply has the wrong type
    handler: () => ({ a: 'text' })
  }),
  defineEndpoint({
    ...said,
    method: 'GET',
    path: '/v1/x',
    credential: 'none',
    reply: Type.Object({ a: Type.Number() }),
    // @ts-expect-error -- the reply lacks a property
    handler: () => ({})
  }),
  // @ts-expect-error -- no such credential
  defineEndpoint({ ...said, method: 'GET', path: '/v1/x', credential: 'partner', reply: Type.Null(), handler: () => null }),
  // @ts-expect-error -- no such method
  defineEndpoint({ ...said, method: 'HEAD', path: '/v1/x', credential: 'none', reply: Type.Null(), handler: () => null }),
  // @ts-expect-error -- a query is an object
  defineEndpoint({ ...said, method: 'GET', path: '/v1/x', credential: 'none', query: Type.String(), reply: Type.Null(), handler: () => null })
]

const { default: world } = makeWorlds()
const account = accountOf(world, 'a')
const call = (endpoint: { handler: (context: never) => unknown }, given: object) =>
  endpoint.handler({
    params: { desk_id: 'd', quote_id: 'q' }, query: {}, user: world.users.findOrCreate('a'), account, world, refuse: createRefuse(refusals), ...given
  } as never)

t.test('returns the endpoint unchanged', async (t) => {
  const spec = {
    ...said, method: 'GET', path: '/v1/x', credential: 'none', reply: Type.Null(), handler: () => null
  } as const
  t.equal(defineEndpoint(spec), spec)
  t.match(createQuote, { method: 'POST', credential: 'user', refusals: { 'no-market': refusals['no-market'] } })
  t.notOk('of-another' in (createQuote.refusals ?? {}))
})

t.test('a handler reads what its schemas describe, and refuses with what its endpoint lists', async (t) => {
  t.strictSame(call(createQuote, { body: { side: 'buy', pair: 'btcusd' } }), { id: 'dq', side: 'buy', verbose: false, owner: 'aa' })
  t.throws(() => call(createQuote, { body: { side: 'buy', pair: 'x' } }),
    new RefusalError('no-market', refusals['no-market'], { pair: 'x', day: 'Monday' }))
  t.throws(() => call(createQuote, { body: { side: 'buy', pair: '' } }), { name: 'RefusalError', message: 'No.' })
})

t.test('resolves a schema that depends on the assumptions, and returns others unchanged', async (t) => {
  const assumptions = assume({ 'max-user-ids': 3 })
  t.equal(resolveSchema(status.reply, assumptions), status.reply)
  t.match(resolveSchema(sumUp.body, assumptions), { properties: { data: { maxItems: 3 } } })
  t.notOk('maxItems' in resolveSchema(bounded, assume())?.properties.data)
  t.equal(resolveSchema(undefined, assumptions), undefined)
})

t.test('compares endpoints without the names of their parameters', async (t) => {
  const get = (path: string) => ({ method: 'GET', path }) as const
  t.ok(isSameEndpoint(get('/a/:b/c'), get('/a/:d/c')))
  t.notOk(isSameEndpoint(get('/a/:b'), get('/a/b')))
  t.notOk(isSameEndpoint(get('/a'), { method: 'POST', path: '/a' }))
})
