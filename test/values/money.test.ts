import t from 'tap'
import { BigNumber } from 'bignumber.js'
import { roundedDown, decimalsOf, money, parseMoney, rounded } from '../../src/values/money.ts'

t.test('reads a number as written', async (t) => {
  t.equal(money(0.1).plus(money(0.2)).toFixed(), '0.3')
  t.equal(money(1e-7).toFixed(), '0.0000001')
  t.equal(money('36431').times(money(0.1)).toNumber(), 3643.1)
})

t.test('parses an amount above 0 that fits a number of JSON', async (t) => {
  const good: Array<[unknown, string]> = [
    [1, '1'], [0.1, '0.1'], ['0.10', '0.1'], ['007', '7'], [1e-7, '0.0000001'], [1e15, '1000000000000000'], ['0.000000000000000001', '0.000000000000000001']
  ]
  for (const [value, text] of good) t.equal(parseMoney(value)?.toFixed(), text, String(value))
  for (const bad of [0, -1, -0, NaN, Infinity, 1e15 + 1, 1e-19, '', '0', '0.0', '-1', '+1', '.5', '1.', '1e3', '0x1', ' 1', '1 ', '1,5', '１',
    '0.0000000000000000001', '9'.repeat(17), null, undefined, true, [], {}, ['1'], 1n]) t.equal(parseMoney(bad), undefined, String(bad))
})

t.test('rounds', async (t) => {
  t.equal(rounded(money('0.005'), 2).toFixed(), '0.01')
  t.equal(rounded(money('-0.005'), 2).toFixed(), '-0.01')
  t.equal(roundedDown(money('0.019'), 2).toFixed(), '0.01')
  t.equal(decimalsOf(money('1.50')), 1)
  t.equal(decimalsOf(money(NaN)), Infinity)
})

t.test('is independent of the library\'s global settings', async (t) => {
  const { DECIMAL_PLACES } = BigNumber.config() as { DECIMAL_PLACES: number }
  BigNumber.config({ DECIMAL_PLACES: 1 })
  t.teardown(() => BigNumber.config({ DECIMAL_PLACES }))
  t.equal(money(1).div(3).toFixed(4), '0.3333')
})
