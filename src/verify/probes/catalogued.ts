/** The probe of a row of which no request tells: a fake says in its catalogue what it would do. */
import { cannotTell } from '../cannot-tell.ts'
import { propertiesOf } from '../exchange.ts'
import { good, type Side } from '../side.ts'
import type { Probe } from './row.ts'

/** What of the catalogue is read. */
interface Entry {
  name?: unknown
  value?: unknown
  reason?: unknown
  status?: unknown
  body?: { error?: unknown }
}

/**
 * Makes the probe.
 *
 * @param name - of the assumption
 * @param why - why no request tells of it
 * @returns a probe for fakes only, which finds out the value in force: of a refusal its status and text
 */
export function catalogued (name: string, why: string): Probe {
  return {
    title: 'what its catalogue says',
    needs: ['key'],
    onlyFakes: why,
    async tell (side) {
      const { behaviours, outcomes } = await catalogueOf(side)
      const behaviour = behaviours.find((entry) => entry.name === name)
      if (behaviour) return behaviour.value
      const outcome = outcomes.find(({ reason }) => reason === name)
      if (!outcome) throw cannotTell('its catalogue does not name it')
      return { status: outcome.status, error: outcome.body?.error }
    }
  }
}

async function catalogueOf (side: Side): Promise<{ behaviours: Entry[], outcomes: Entry[] }> {
  const answer = await side.once('catalogue', async () => await side.byKey('GET', '/_fake/catalog'))
  const { behaviours = [], outcomes = [] } = propertiesOf(good(answer, 'its catalogue'))
  return { behaviours: behaviours as Entry[], outcomes: outcomes as Entry[] }
}
