/** Schemas of ACH deposits. */
import { Type } from '@sinclair/typebox'
import { Amount } from '../../values/schemas.ts'

/** Body of `POST /v1/user/bank/deposit`. */
export const DepositRequestSchema = Type.Object({ amount: Amount({ decimals: 2 }) }, {
  errorMessage: 'must be an object, for example {"amount":100}'
})

/** Response of `POST /v1/user/bank/deposit`: the documented fields, and the id that clients expect. */
export const DepositedSchema = Type.Object({ tx_status: Type.Integer(), success: Type.Boolean(), id: Type.Integer() })

/** Response of `GET /v1/account/weekly-deposit-limit`. */
export const DepositLimitSchema = Type.Object({
  data: Type.Object({ weekly_deposit_limit: Type.Number({ description: 'rest of the limit, in USD' }) })
})
