/** Calculate with amounts of money in decimal arithmetic. In binary floats 0.1 + 0.2 is 0.30000000000000004. */
import { BigNumber } from 'bignumber.js'

/** A private copy of the constructor: other users of the library may change the settings of the shared one. */
const Decimal = BigNumber.clone({ DECIMAL_PLACES: 20, ROUNDING_MODE: BigNumber.ROUND_HALF_UP })

/** An immutable amount. */
export type Money = InstanceType<typeof Decimal>

/** The largest amount, and the maximum number of decimals: JSON numbers are not more precise. */
const [largest, mostDecimals] = [1e15, 18]

export const zero: Money = new Decimal(0)

/** Create an amount from a number or its text. The number is read as written: 0.1 is exactly a tenth. */
export function money (value: number | string): Money {
  return new Decimal(String(value))
}

/**
 * Parse an amount that a client sent.
 *
 * @param value - a number, or digits as text, with or without a decimal point
 * @returns the amount; undefined if the value is not a number above 0, is above 10^15, or has more than 18 decimals
 */
export function parseMoney (value: unknown): Money | undefined {
  if (typeof value !== 'number' && !(typeof value === 'string' && /^\d{1,16}(?:\.\d{1,18})?$/.test(value))) return undefined
  const amount = money(value)
  return amount.gt(0) && amount.lte(largest) && decimalsOf(amount) <= mostDecimals ? amount : undefined
}

/** Return the sum of any number of amounts. */
export function total (amounts: Money[]): Money {
  return amounts.reduce((sum, amount) => sum.plus(amount), zero)
}

/** Return the number of decimals, without trailing zeros; infinite if the amount is not a number. */
export function decimalsOf (amount: Money): number {
  return amount.decimalPlaces() ?? Number.POSITIVE_INFINITY
}

/** Round half up. */
export function rounded (amount: Money, decimals: number): Money {
  return amount.decimalPlaces(decimals)
}

/** Round towards zero, to never create money. */
export function roundedDown (amount: Money, decimals: number): Money {
  return amount.decimalPlaces(decimals, BigNumber.ROUND_DOWN)
}

/** Round away from zero, to never hold too little. */
export function roundedUp (amount: Money, decimals: number): Money {
  return amount.decimalPlaces(decimals, BigNumber.ROUND_UP)
}
