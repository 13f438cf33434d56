/** The probes of every assumption, in the order in which they are asked. */
import { lastProbes, requestProbes } from '../hooks/probes.ts'
import { userIdRefusals } from '../resources/end-users/refusals.ts'
import type { Endpoint } from '../resources/endpoint.ts'
import { endpoints } from '../resources/index.ts'
import { asked, catalogued, row, type Probe, type ProbeRow } from '../resources/probe.ts'
import { resourceProbes } from '../resources/probes.ts'
import { tokenProbes } from '../resources/user-tokens/probes.ts'
import type { AssumptionName } from '../vendor/assumptions.ts'

/** Endpoints that only read, and never refuse a known user: their answers have to have the documented shape. */
const readingProbes = Object.fromEntries(endpoints.filter(canBeRead).map((endpoint) =>
  [`${endpoint.method} ${endpoint.path}`, row(asked('what it answers', ['key', 'user'], async (client) => {
    const { path, credential, examples: [example] } = endpoint
    const url = path.replace(':user_id', encodeURIComponent(client.userIds[0] as string)) + (example?.query ?? '')
    return credential === 'enterprise' ? await client.byKey('GET', url) : await client.byToken(await client.token(), 'GET', url)
  }))]))

function canBeRead ({ method, path, refusals = {} }: Endpoint): boolean {
  const isRefused = Object.keys(refusals).some((reason) => !(reason in userIdRefusals))
  return method === 'GET' && !path.replace(':user_id', '').includes(':') && !isRefused
}

const probeTable = {
  // The probes of tokens come first; those of other resources after the requests that need no user.
  ...tokenProbes,
  ...requestProbes,
  ...readingProbes,
  ...resourceProbes,
  ...lastProbes
} satisfies Record<AssumptionName, ProbeRow>

/** The probes of each assumption, by its name; those of routes that only read, by their endpoint. */
export const probeRows: Array<[name: string, probes: readonly Probe[]]> =
  Object.entries<ProbeRow>(probeTable).map(([name, row]) => [name, 'why' in row ? [catalogued(name, row.why)] : row.probes])
