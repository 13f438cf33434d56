/** Example requests about deposits. */
import { byToken } from '../example.ts'

/** Make a deposit in USD. */
export const deposit = (amount: number) => byToken('POST', '/v1/user/bank/deposit', { amount })
