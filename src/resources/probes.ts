/** Collect the probes of all resources. Only verify loads them. */
import { balanceProbes } from './balances/probes.ts'
import { bankAccountProbes } from './bank-accounts/probes.ts'
import { depositProbes } from './deposits/probes.ts'
import { endUserProbes } from './end-users/probes.ts'
import { orderProbes } from './orders/probes.ts'
import { tokenProbes } from './user-tokens/probes.ts'

export const resourceProbes = {
  ...tokenProbes,
  ...endUserProbes,
  ...bankAccountProbes,
  ...depositProbes,
  ...balanceProbes,
  ...orderProbes
}
