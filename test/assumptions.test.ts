import t from 'tap'
import { assume, assumptionTable, AssumptionOverridesSchema } from '../src/assumptions.ts'
import { refusals } from '../src/errors.ts'
import { createValidator } from '../src/validator.ts'

t.test('every default fits its own schema', async (t) => {
  for (const [name, { schema, default: value }] of Object.entries(assumptionTable)) {
    t.equal(createValidator()(schema)(value), undefined, name)
  }
})

t.test('without overrides the table holds', async (t) => {
  const assumptions = assume()
  t.equal(assumptions['repeated-ids'], 'each')
  t.equal(assumptions['max-user-ids'], null)
  t.strictSame(assumptions['unknown-user'], { status: 404, error: refusals['unknown-user'].error })
})

t.test('an override replaces a value, and a refusal in part', async (t) => {
  const assumptions = assume({ 'repeated-ids': 'once', 'max-user-ids': 2, 'unknown-user': { status: 422 } })
  t.equal(assumptions['repeated-ids'], 'once')
  t.equal(assumptions['max-user-ids'], 2)
  t.strictSame(assumptions['unknown-user'], { status: 422, error: refusals['unknown-user'].error })
})

t.test('an unknown name or a bad value is no override', async (t) => {
  const check = createValidator()(AssumptionOverridesSchema)
  t.equal(check({ 'repeated-id': 'once' })?.pointer, '/repeated-id')
  t.equal(check({ 'repeated-ids': 'twice' })?.message, 'must be one of each, once')
  t.equal(check({ 'unknown-user': { status: 200 } })?.pointer, '/unknown-user/status')
})
