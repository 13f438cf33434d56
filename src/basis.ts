/**
 * How it is known what the fake does: sFOX documents it, somebody has observed it, it is a guess, or it is about what
 * only a fake has. One function says so of each row of the table of assumptions, for the catalogue, the page and the
 * documents alike.
 */
import { isDeepStrictEqual } from 'node:util'
import { assumptionTable, type AssumptionName, type Assumptions, type Observed } from './assumptions.ts'
import { refusals, type Reason, type RefusalRow } from './errors.ts'
import type { Basis } from './schemas/catalog.ts'
import type { Observation } from './schemas/observations.ts'

/** How a row is known. */
export interface Known {
  /** Of a behaviour; of the status of a refusal. */
  basis: Basis
  /** Of the text of a refusal; null for a behaviour. */
  text: Basis | null
  /** Where sFOX documents what `basis` is about; null where it does not. */
  source: string | null
  /** When and where it was observed; null where it was not. */
  observed: Observation | null
}

/**
 * Says how a row of the table is known. What was observed is `observed` even where it is documented as well; of a value
 * that a fixtures file has set no source is claimed; what only a fake has is `ours`, also where another fake was asked.
 *
 * @param name - of the row
 * @param assumptions - the values in force
 * @param observed - what has been observed of them
 * @returns see Known
 */
export function basisOf (name: AssumptionName, assumptions: Assumptions, observed: Observed): Known {
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

/** Where sFOX documents the status, and where the text. */
function sourcesOfRefusal (reason: Reason, { [reason]: inForce }: Assumptions): Array<string | undefined> {
  const { status, error, statusSource, textSource }: RefusalRow = refusals[reason]
  return [
    inForce.status === status ? statusSource ?? undefined : undefined,
    inForce.error === error ? textSource : undefined
  ]
}

/**
 * Writes how a row is known.
 *
 * @param known - see basisOf
 * @returns such as `documented`, `status documented, text assumed` or `observed 2026-11-26 at api.staging.sfox.com`
 */
export function inWords ({ basis, text, observed }: Known): string {
  if (observed) return `observed ${observed.date} at ${observed.host}`
  if (basis === 'ours') return 'fake-sfox\'s own'
  return text === null || text === basis ? basis : `status ${basis}, text ${text}`
}
