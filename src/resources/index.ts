/**
 * List the resources of sFOX's API, in the order of its documentation. A key is the name of the resource's state in a
 * world. Routes, documents and tables derive from this list.
 */
import { balances } from './balances/endpoints.ts'
import { bankAccounts } from './bank-accounts/endpoints.ts'
import { deposits } from './deposits/endpoints.ts'
import { endUsers } from './end-users/endpoints.ts'
import type { ValuesOf } from './assumption.ts'
import type { Endpoint } from './endpoint.ts'
import { orders } from './orders/endpoints.ts'
import { userTokens } from './user-tokens/endpoints.ts'

/** The resources. The key is the name of the state in handlers, for example `world.tokens`. */
export const resources = {
  tokens: userTokens,
  users: endUsers,
  banks: bankAccounts,
  deposits,
  balances,
  orders
}

type Resource = (typeof resources)[keyof typeof resources]

/** The intersection of a union: one table from several. */
type Merged<Union> =
  (Union extends unknown ? (member: Union) => void : never) extends (merged: infer All) => void ? All : never

const all: Array<{ endpoints: Endpoint[], assumptions: object, refusals: object }> = Object.values(resources)

/** The endpoints of all resources. */
export const endpoints: Endpoint[] = all.flatMap((resource) => resource.endpoints)

/** The assumptions of all resources, by the names used in a fixtures file. */
export const resourceAssumptions =
  Object.assign({}, ...all.map(({ assumptions }) => assumptions)) as Merged<Resource['assumptions']>

/** The refusals of all resources, by reason. */
export const resourceRefusals =
  Object.assign({}, ...all.map(({ refusals }) => refusals)) as Merged<Resource['refusals']>

/** The current values of the resources' assumptions. */
export type Assumptions = ValuesOf<typeof resourceAssumptions>
