import t from 'tap'
import { assume, assumptionTable, AssumptionOverridesSchema, behaviours } from '../src/assumptions.ts'
import { reasons, refusals } from '../src/errors.ts'
import { createValidator } from '../src/validator.ts'

t.test('every default fits its own schema', async (t) => {
  for (const [name, { schema, default: value }] of Object.entries(assumptionTable)) {
    t.equal(createValidator()(schema)(value), undefined, name)
  }
})

t.test('no behaviour has the name of a refusal', async (t) => {
  t.strictSame(Object.keys(behaviours).filter((name) => (reasons as string[]).includes(name)), [])
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

t.test('an object is overridden in part, a list as a whole, and null is a value', async (t) => {
  const assumptions = assume({
    'absent-details': { email: 'x' }, 'currency-pairs': ['a/b'], 'settlement-days': null, 'fee-rate': undefined as unknown as number
  })
  t.strictSame(assumptions['absent-details'], { ...behaviours['absent-details'].default, email: 'x' })
  t.strictSame(assumptions['currency-pairs'], ['a/b'])
  t.equal(assumptions['settlement-days'], null)
  t.equal(assumptions['fee-rate'], 0)
})

t.test('an unknown name or a bad value is no override', async (t) => {
  const check = createValidator()(AssumptionOverridesSchema)
  t.equal(check({ 'repeated-id': 'once' })?.pointer, '/repeated-id')
  t.equal(check({ 'repeated-ids': 'twice' })?.message, 'must be one of each, once')
  t.equal(check({ 'unknown-user': { status: 200 } })?.pointer, '/unknown-user/status')
})
