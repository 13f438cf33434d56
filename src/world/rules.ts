/** What is assumed of the vendor's money and people, as far as a world has to know it; see assumptions.ts for each. */
import type { ShownOrder } from '../schemas/orders.ts'

/** Values of the assumptions, by their names. */
export interface Rules {
  'absent-client-order-id': '' | null
  'bank-name': string
  'check-funds': boolean
  'crypto-decimals': number
  'currency-pairs': string[]
  'default-algorithm': number | null
  'default-time-in-force': ShownOrder['time_in_force']
  /** A share: 0.01 is one percent. */
  'fee-rate': number
  'fiat-currencies': string[]
  'listed-currencies': string[]
  'market-price': number
  'market-sell-quantity': 'optional' | 'required'
  'micro-deposit-order': 'as-shown' | 'any'
  'open-orders': 'newest-first' | 'oldest-first'
  'order-routing': Pick<ShownOrder, 'routing_option' | 'routing_type' | 'destination'>
  /** Business days; null for never. */
  'settlement-days': number | null
  'verify-attempts': number
}
