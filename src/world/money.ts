/**
 * Amounts of money. Decimal arithmetic by a library made for it: in binary floats 0.1 and 0.2 make 0.30000000000000004.
 */
import { BigNumber } from 'bignumber.js'

/** A copy of the library's constructor, so that nobody else's settings reach it. */
const Decimal = BigNumber.clone({ DECIMAL_PLACES: 20, ROUNDING_MODE: BigNumber.ROUND_HALF_UP })

/** An amount. It is never changed; what is computed with it is another. */
export type Money = InstanceType<typeof Decimal>

/** The most that an amount may be, and its decimals: JSON's numbers carry no more. */
const [most, mostDecimals] = [1e15, 18]

/** Nothing. */
export const nothing: Money = new Decimal(0)

/**
 * Makes an amount.
 *
 * @param value - a number, read as it is written (0.1 is a tenth), or one as text
 * @returns the amount
 */
export function money (value: number | string): Money {
  return new Decimal(String(value))
}

/**
 * Reads an amount as a caller sends it.
 *
 * @param value - a number, or digits as text, with or without a decimal point
 * @returns the amount; undefined where the value is no such thing, is not above 0, is above 10^15, or has more than 18
 *   decimals
 */
export function parseMoney (value: unknown): Money | undefined {
  if (typeof value !== 'number' && !(typeof value === 'string' && /^\d{1,16}(?:\.\d{1,18})?$/.test(value))) return undefined
  const amount = money(value)
  return amount.gt(0) && amount.lte(most) && decimalsOf(amount) <= mostDecimals ? amount : undefined
}

/**
 * Adds up.
 *
 * @param amounts - any amounts, or none
 * @returns their sum
 */
export function total (amounts: Money[]): Money {
  return amounts.reduce((sum, amount) => sum.plus(amount), nothing)
}

/**
 * Counts decimals.
 *
 * @param amount - any amount
 * @returns how many digits stand after its point, zeros at the end left out
 */
export function decimalsOf (amount: Money): number {
  return amount.decimalPlaces() ?? Number.POSITIVE_INFINITY
}

/**
 * Rounds half up.
 *
 * @param amount - any amount
 * @param decimals - how many digits to keep after the point
 * @returns the amount, rounded
 */
export function rounded (amount: Money, decimals: number): Money {
  return amount.decimalPlaces(decimals)
}

/**
 * Cuts off, so that nothing is made out of nothing.
 *
 * @param amount - any amount
 * @param decimals - how many digits to keep after the point
 * @returns the amount, rounded towards zero
 */
export function cutDown (amount: Money, decimals: number): Money {
  return amount.decimalPlaces(decimals, BigNumber.ROUND_DOWN)
}

/**
 * Rounds up, so that enough is set aside.
 *
 * @param amount - an amount, not negative
 * @param decimals - how many digits to keep after the point
 * @returns the amount, rounded up
 */
export function roundedUp (amount: Money, decimals: number): Money {
  return amount.decimalPlaces(decimals, BigNumber.ROUND_UP)
}
