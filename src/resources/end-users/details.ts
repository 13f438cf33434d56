/**
 * Define the details of an end user that registrations, updates, records and responses share.
 *
 * @see sFOX API docs, connect/rest-api/end-users/create-end-user
 */
import { Type, type Static, type TSchema } from '@sinclair/typebox'
import { Flag, Nullable, StringEnum, TextSchema as text } from '../../values/schemas.ts'

/** The documented types of an account, in lower case. */
export const accountTypes = ['individual', 'corporation'] as const

/** The documented purposes of an account. Their case differs between the pages. */
export const accountPurposes: Record<(typeof accountTypes)[number], readonly string[]> = {
  individual: [
    'Trading', 'Selling only', 'Other', 'Online purchases', 'Online payments', 'Investing', 'Buying only', 'Business'
  ],
  corporation: [
    'Treasury Management', 'Operating', 'Liquidating Crypto Assets', 'Investment Fund', 'Cross Border Payments',
    'Arbitrage Trading', 'Other'
  ]
}

const sourcesOfFunds = [
  'employment', 'savings', 'business_income', 'investor_capital', 'investments', 'property_sale', 'loans', 'retirement',
  'trading', 'mining', 'airdrops', 'grants', 'donations_winnings', 'inheritance_gifts', 'other'
] as const

/** Volumes in USD a month. */
const volumes = [
  'under_1000', '1000_to_9999', '10000_to_99999', '100000_to_249999', '250000_to_999999', '1000000_to_9999999',
  '10000000_to_99999999', 'over_100000000'
] as const

const personOptions = { additionalProperties: true, errorMessage: 'must be an object, for example {"dob":"1990-12-31"}' }

/** The person in a registration. The documents name the property `dob` only, so that all properties are kept. */
export const PersonSchema = Type.Object({ dob: text }, personOptions)

/** The documents do not show the properties of a company and of its owners. */
const company = Type.Object({}, { additionalProperties: true, errorMessage: 'must be an object' })

/** The details that an update may add, in the order of the documentation. */
export const optionalDetails = {
  source_of_funds: StringEnum(sourcesOfFunds),
  source_of_funds_other: text,
  intermediary_status: Flag(),
  expected_transfer_volume: StringEnum(volumes),
  expected_trade_volume: StringEnum(volumes),
  individual: Type.Object({ dob: Type.Optional(text) }, personOptions),
  business: company,
  beneficial_owners: Type.Array(company, { errorMessage: 'must be a list of objects' })
}

/** The details that an update may add. All are optional. */
export type OptionalDetails = { [Name in keyof typeof optionalDetails]?: Static<(typeof optionalDetails)[Name]> }

const orNull = <S extends TSchema>(schema: S) => Type.Optional(Nullable(schema))

/** The details in the record of a user, in the order of the responses. Null is the same as absent. */
export const recordedDetails = {
  account_purpose: Type.Optional(text),
  account_purpose_other: orNull(text),
  source_of_funds: orNull(optionalDetails.source_of_funds),
  source_of_funds_other: orNull(text),
  id: Type.Optional(text),
  phone_country_code: Type.Optional(text),
  intermediary_status: orNull(Type.Boolean({ errorMessage: 'must be true or false' })),
  expected_transfer_volume: orNull(optionalDetails.expected_transfer_volume),
  expected_trade_volume: orNull(optionalDetails.expected_trade_volume),
  individual: orNull(optionalDetails.individual),
  business: orNull(optionalDetails.business),
  beneficial_owners: orNull(optionalDetails.beneficial_owners)
}
