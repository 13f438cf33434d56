/**
 * Shapes of ACH deposits.
 *
 * @see sFOX API docs, deposit from bank account, and connect/rest-api/payments: get ACH deposit limit
 */
import { Type } from '@sinclair/typebox'
import { Amount } from './common.ts'

/** Body of `POST /v1/user/bank/deposit`. */
export const DepositRequestSchema = Type.Object({ amount: Amount(2) }, {
  errorMessage: 'must be an object, for example {"amount":100}'
})

/**
 * Answer of `POST /v1/user/bank/deposit`: the fields that are documented, and an id, since a client takes its absence
 * for failure.
 */
export const DepositedSchema = Type.Object({ tx_status: Type.Integer(), success: Type.Boolean(), id: Type.Integer() })

/** Answer of `GET /v1/account/weekly-deposit-limit`. */
export const DepositLimitSchema = Type.Object({
  data: Type.Object({ weekly_deposit_limit: Type.Number({ description: 'what is left of it, in USD' }) })
})

/** Path of `POST /_fake/deposits/:id/settle`. */
export const DepositParamsSchema = Type.Object({ id: Type.String({ minLength: 1 }) })
