/** Calculate with amounts of money in decimal arithmetic. In binary floats 0.1 + 0.2 is 0.30000000000000004. */
import { BigNumber } from 'bignumber.js'

/** A private copy of the constructor: other users of the library may change the settings of the shared one. */
const Decimal = BigNumber.clone({ DECIMAL_PLACES: 20, ROUNDING_MODE: BigNumber.ROUND_HALF_UP })

/** An immutable amount. */
export type Money = InstanceType<typeof Decimal>

/** The largest amount that a client can send: JSON numbers are not exact above it. */
export const largestAmount = 1e15

/** The number of decimals of every balance and of every change of one. */
export const precision = 8

export const zero: Money = new Decimal(0)

/** Create an amount from a number or its text. The number is read as written: 0.1 is exactly a tenth. */
export function money (value: number | string): Money {
  return new Decimal(String(value))
}

/** The amounts that a property takes. */
export interface AmountRule {
  /** The maximum number of decimals; unlimited if undefined. */
  decimals?: number
  /** True if 0 is allowed. */
  zero?: boolean
  /** True if 0 and amounts below it are allowed. */
  negative?: boolean
  /** True if an empty string is allowed, as in forms. */
  empty?: boolean
  /** False if the amount must be a number. By default it can also be digits as a string. */
  text?: boolean
}

/**
 * Describe what is wrong with an amount that a client sent.
 *
 * @returns for example `must be above 0`; undefined if the amount follows the rule
 */
export function findAmountProblem (value: unknown, rule: AmountRule): string | undefined {
  const { decimals = Number.POSITIVE_INFINITY, zero = false, negative = false, empty = false, text = true } = rule
  if (value === '' && empty) return undefined
  const amount = readAmount(value, text)
  if (typeof amount === 'string') return amount
  if (!negative && (amount.lt(0) || (amount.isZero() && !zero))) return zero ? 'must not be negative' : 'must be above 0'
  if (amount.gt(largestAmount)) return `must be at most ${largestAmount}`
  if (amount.lt(-largestAmount)) return `must be at least -${largestAmount}`
  return decimalsOf(amount) > decimals ? `must have at most ${decimals} decimals` : undefined
}

/** Read a number or its text. Return a text with the problem if it is neither. */
function readAmount (value: unknown, takesText: boolean): Money | string {
  if (typeof value === 'number' && !Number.isNaN(value)) return money(value)
  if (!takesText) return 'must be a number, for example 12.5'
  if (typeof value === 'string') {
    if (value.length > 100) return 'must have at most 100 characters'
    if (/^-?\d+(?:\.\d+)?$/.test(value)) return money(value)
    if (/^[+-]?[\d.]+e[+-]?\d+$/i.test(value)) return 'must be written without an exponent, for example "12.5"'
  }
  return 'must be a number, or its digits as a string, for example "12.5"'
}

/**
 * Parse an amount that a client sent.
 *
 * @param value - a number, or digits as text, with or without a decimal point
 * @returns the amount; undefined if the value is not a number above 0, or is above 10^15
 */
export function parseMoney (value: unknown): Money | undefined {
  return findAmountProblem(value, {}) === undefined ? money(value as number | string) : undefined
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
