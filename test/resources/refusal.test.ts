import t from 'tap'
import { requestRefusal } from '../../src/hooks/refusals.ts'
import { defineRefusals, fillIn, pick, RefusalError, createRefuse, undocumented } from '../../src/resources/refusal.ts'

const rows = defineRefusals({
  'no-thing': { status: 404, error: 'There is no thing "{id}" of {owner}.', when: 'never', source: undocumented, why: 'A test.' },
  closed: { status: 422, error: 'It is closed.', when: 'never', source: undocumented, why: 'A test.' }
})

t.test('a refusal has its reason, values and headers, and its text as message', async (t) => {
  const error = requestRefusal('method-not-allowed', { method: 'GET', allow: 'POST', hint: '' }, { allow: 'POST' })
  t.equal(error.message, 'This endpoint does not allow GET. Allowed: POST.')
  t.equal(error.reason, 'method-not-allowed')
  t.equal(error.row.status, 405)
  t.strictSame(error.values, { method: 'GET', allow: 'POST', hint: '' })
  t.strictSame(error.headers, { allow: 'POST' })
  t.ok(error instanceof RefusalError)
  t.ok(error instanceof Error)
  t.equal(error.name, 'RefusalError')
})

t.test('a refusal without placeholders accepts headers only', async (t) => {
  const error = requestRefusal('missing-credentials', { 'x-a': 'b' })
  t.strictSame([error.values, error.headers], [{}, { 'x-a': 'b' }])
  t.strictSame(requestRefusal('missing-credentials').headers, {})
})

t.test('only a RefusalError is a refusal', async (t) => {
  for (const thrown of [
    new Error('unknown-key'),
    Object.assign(new Error('x'), { reason: 'unknown-key', values: {}, headers: {} }),
    { reason: 'unknown-key' }
  ]) t.notOk(thrown instanceof RefusalError)
})

t.test('a handler refuses by throwing', async (t) => {
  const refuse = createRefuse(rows)
  t.throws(() => refuse('no-thing', { id: 'x', owner: 'a' }),
    { name: 'RefusalError', reason: 'no-thing', message: 'There is no thing "x" of a.', values: { id: 'x', owner: 'a' }, headers: {} })
  t.throws(() => refuse('closed'), { name: 'RefusalError', reason: 'closed', message: 'It is closed.', values: {} })
})

t.test('picks only the named rows', async (t) => {
  t.strictSame(pick(rows, 'closed'), { closed: rows.closed })
})

t.test('a placeholder without a value stays, and values are inserted unchanged', async (t) => {
  t.equal(fillIn('{a} {b} {toString}', { a: '$& {b}' }), '$& {b} {b} {toString}')
})
