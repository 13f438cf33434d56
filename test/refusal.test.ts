import t from 'tap'
import { fillIn, isRefusal, refusal } from '../src/refusal.ts'

t.test('a refusal carries its reason, values and headers, and reads as its text', async (t) => {
  const error = refusal('method-not-allowed', { method: 'GET', allow: 'POST' }, { allow: 'POST' })
  t.equal(error.message, 'This endpoint does not take GET; it takes POST.')
  t.equal(error.reason, 'method-not-allowed')
  t.strictSame(error.headers, { allow: 'POST' })
  t.ok(isRefusal(error))
})

t.test('only what refusal() made is a refusal', async (t) => {
  t.notOk(isRefusal(new Error('unknown-key')))
  t.notOk(isRefusal(Object.assign(new Error('x'), { reason: 'unknown-key', values: {}, headers: {} })))
  t.notOk(isRefusal({ reason: 'unknown-key' }))
})

t.test('a placeholder without a value stays, and a value is put in as it is', async (t) => {
  t.equal(fillIn('{a} {b} {toString}', { a: '$& {b}' }), '$& {b} {b} {toString}')
})
