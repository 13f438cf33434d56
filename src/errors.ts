/**
 * The catalogue of refusals: one row per reason. The answers, their texts, `/_fake/catalog`, the OpenAPI document and
 * `docs/reference/fidelity.md` all come from this table; a fixtures file can override a row through the assumption of
 * the same name (see assumptions.ts). The rows stand in errors/, by what they are about.
 */
import { bankRefusals } from './errors/bank.ts'
import { endUserRefusals } from './errors/end-users.ts'
import { orderRefusals } from './errors/orders.ts'
import { requestRefusals } from './errors/request.ts'
import type { RefusalRow } from './errors/row.ts'

export type { Provocation, RefusalRow, RequestExample } from './errors/row.ts'

/** Every refusal, in the order in which a request meets them. Keys are the values of `x-fake-sfox-reason`. */
export const refusals = {
  ...requestRefusals,
  ...endUserRefusals,
  ...bankRefusals,
  ...orderRefusals,
  'internal-error': {
    status: 500,
    error: 'fake-sfox failed to answer; its log says why.',
    when: 'the fake itself has a defect',
    statusSource: null,
    ours: true,
    why: 'Ours: what fails is the fake. 500 is documented for what fails at sFOX.'
  }
} as const satisfies Record<string, RefusalRow>

/** A value of the header that names a refusal's cause. */
export type Reason = keyof typeof refusals

/** Every reason, in the table's order. */
export const reasons = Object.keys(refusals) as Reason[]

/** What a route that names user ids may be refused for, magic ids among them. */
export const idRefusals: Reason[] = ['unknown-user', 'deactivated-user', 'unknown-magic-id']
