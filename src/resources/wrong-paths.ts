/** List paths that clients get wrong, with the right ones. All were observed in clients. */

/** A path that clients get wrong. */
export interface WrongPath {
  /** The method with which the path is wrong; all methods if undefined. */
  method?: string
  /** Parameters are written as `:id`. */
  wrong: string
  /** The paths that the client may mean. */
  right: readonly string[]
}

/** The wrong paths. */
export const wrongPaths: readonly WrongPath[] = [
  { wrong: '/v1/account/balance', right: ['/v1/user/balance'] },
  { wrong: '/v1/users/balance', right: ['/v1/user/balance'] },
  { wrong: '/v1/balances', right: ['/v1/user/balance'] },
  { wrong: '/v1/user', right: ['/v1/user/balance', '/v1/enterprise/users/:user_id'] },
  { method: 'POST', wrong: '/v1/orders', right: ['/v1/orders/:side'] },
  { wrong: '/v1/order/:id', right: ['/v1/orders/:id'] },
  { wrong: '/v1/user/transactions', right: ['/v1/account/transactions'] },
  { wrong: '/v1/markets/best-price/:pair', right: ['/v1/offer/:side'] },
  { wrong: '/v1/currency-pairs', right: ['/v1/markets/currency-pairs'] },
  { wrong: '/v1/markets/currency_pairs', right: ['/v1/markets/currency-pairs'] }
]
