/** Determine how a behaviour or a refusal is known: documented, observed, assumed, or the fake's own. */
import { isDeepStrictEqual } from 'node:util'
import type { Basis } from './catalogue-schema.ts'
import type { RefusalRow } from '../resources/refusal.ts'
import {
  assumptionTable, refusals, type AllAssumptions, type AssumptionName, type Observed, type Reason
} from './assumptions.ts'
import type { Observation } from './observation.ts'

/** How a row of the assumption table is known. */
export interface Known {
  /** How the behaviour, or the status of the refusal, is known. */
  basis: Basis
  /** How the text of the refusal is known; null for a behaviour. */
  text: Basis | null
  /** The page that documents the behaviour or the status; null if none does. */
  source: string | null
  /** When and where it was observed; null if it was not. */
  observed: Observation | null
}

/**
 * Return how a row of the assumption table is known. `observed` takes precedence over `documented`, and `ours` over
 * both. A value that a fixtures file has changed has no source.
 *
 * @param name - of the row
 * @param assumptions - the values in force
 * @param observed - the observations of these values
 */
export function basisOf (name: AssumptionName, assumptions: AllAssumptions, observed: Observed): Known {
  const { ours } = assumptionTable[name]
  const observation = ours ? undefined : observed[name]
  const basis = (source: string | undefined): Basis =>
    ours ? 'ours' : observation ? 'observed' : source === undefined ? 'assumed' : 'documented'
  const [source, textSource] = isReason(name)
    ? sourcesOfRefusal(name, assumptions)
    : [isDeepStrictEqual(assumptions[name], assumptionTable[name].default) ? assumptionTable[name].source : undefined]
  return {
    basis: basis(source),
    text: isReason(name) ? basis(textSource) : null,
    source: source ?? null,
    observed: observation ?? null
  }
}

function isReason (name: string): name is Reason {
  return Object.hasOwn(refusals, name)
}

/** Return where sFOX documents the status, and where the text. */
function sourcesOfRefusal (reason: Reason, { [reason]: inForce }: AllAssumptions): Array<string | undefined> {
  const { status, error, source }: RefusalRow = refusals[reason]
  return [
    inForce.status === status ? source.status ?? undefined : undefined,
    inForce.error === error ? source.text ?? undefined : undefined
  ]
}

/**
 * Describe how a row is known.
 *
 * @returns for example `documented`, `status documented, text assumed` or `observed 2026-11-26 at api.staging.sfox.com`
 */
export function inWords ({ basis, text, observed }: Known): string {
  if (observed) return `observed ${observed.date} at ${observed.host}`
  if (basis === 'ours') return 'fake-sfox\'s own'
  return text === null || text === basis ? basis : `status ${basis}, text ${text}`
}
