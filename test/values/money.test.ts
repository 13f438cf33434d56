import t from 'tap'
import { BigNumber } from 'bignumber.js'
import { findAmountProblem, roundedDown, decimalsOf, money, parseMoney, rounded } from '../../src/values/money.ts'

t.test('reads a number as written', async (t) => {
  t.equal(money(0.1).plus(money(0.2)).toFixed(), '0.3')
  t.equal(money(1e-7).toFixed(), '0.0000001')
  t.equal(money('36431').times(money(0.1)).toNumber(), 3643.1)
})

t.test('parses an amount above 0 and at most 10^15', async (t) => {
  const good: Array<[unknown, string]> = [
    [1, '1'], [0.1, '0.1'], ['0.10', '0.1'], ['007', '7'], [1e-7, '0.0000001'], [1e15, '1000000000000000'], ['0.0000000000000000001', '0.0000000000000000001']
  ]
  for (const [value, text] of good) t.equal(parseMoney(value)?.toFixed(), text, String(value))
  for (const bad of [0, -1, -0, NaN, Infinity, 1e15 + 1, '', '0', '0.0', '-1', '+1', '.5', '1.', '1e3', '0x1', ' 1', '1 ', '1,5', '１',
    '9'.repeat(17), '9'.repeat(101), null, undefined, true, [], {}, ['1'], 1n]) t.equal(parseMoney(bad), undefined, String(bad))
})

t.test('says what is wrong with an amount', async (t) => {
  const notNumber = 'must be a number, or its digits as a string, for example "12.5"'
  const problems: Array<[value: unknown, problem: string | undefined]> = [
    [1e16, 'must be at most 1000000000000000'],
    ['1000000000000000.00000001', 'must be at most 1000000000000000'],
    ['9'.repeat(100), 'must be at most 1000000000000000'],
    ['9'.repeat(101), 'must have at most 100 characters'],
    [JSON.parse('1e400'), 'must be at most 1000000000000000'],
    [-1, 'must be above 0'],
    ['-0.5', 'must be above 0'],
    [0, 'must be above 0'],
    ['0.00', 'must be above 0'],
    [1e-7, 'must have at most 2 decimals'],
    ['0.0000000000000000001', 'must have at most 2 decimals'],
    ['0.5000', undefined],
    ['1e5', 'must be written without an exponent, for example "12.5"'],
    ['-1E-7', 'must be written without an exponent, for example "12.5"'],
    ...['', 'x', 'NaN', '0x10', '1,5', ' 1 ', '+1', '.5', '1.', '１', NaN, true, null, undefined, [1], {}, 1n]
      .map((value): [unknown, string] => [value, notNumber])
  ]
  for (const [value, problem] of problems) t.equal(findAmountProblem(value, { decimals: 2 }), problem, String(value))
  t.equal(findAmountProblem('', { empty: true }), undefined)
  for (const value of [0, '0', '0.00', -0]) t.equal(findAmountProblem(value, { zero: true }), undefined)
  t.equal(findAmountProblem(-1, { zero: true }), 'must not be negative')
  t.equal(findAmountProblem('1', { text: false }), 'must be a number, for example 12.5')
  t.equal(findAmountProblem('0.123456789', {}), undefined, 'any number of decimals')
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
