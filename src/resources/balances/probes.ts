/** Probes of balances. */
import { good, InconclusiveError, told, type ProbeRow } from '../probe.ts'

export const balanceProbes = {
  'listed-currencies': told('balances of 0', ['key', 'user'], async (client) => {
    const { json } = good(await client.byToken(await client.token(), 'GET', '/v1/user/balance'), 'to read balances')
    if (!Array.isArray(json)) throw new InconclusiveError('its balances are not a list', { failed: true })
    return json.filter(({ balance }) => Number(balance) === 0).map(({ currency }) => String(currency)).sort()
  })
} satisfies Record<string, ProbeRow>
