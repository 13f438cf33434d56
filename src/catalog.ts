/** Every outcome that the fake can give, put together from the tables that it is given by. */
import { assumptionTable, behaviours, type Assumptions, type Observed } from './assumptions.ts'
import { basisOf, type Known } from './basis.ts'
import { reasons, refusals, type Provocation, type Reason, type RefusalRow } from './errors.ts'
import { magicIds, readMagicId, type Instruction, type MagicIdRow } from './magic-ids.ts'
import type { Behaviour, Catalog, Outcome } from './schemas/catalog.ts'
import { mintOne, successes, type SuccessRow } from './successes.ts'

/** What is in force, and how it is known. */
interface InForce {
  assumptions: Assumptions
  observed: Observed
}

/**
 * Puts the catalogue together.
 *
 * @param inForce - the assumptions in force, and what has been observed of them
 * @returns the outcomes (what succeeds, what is refused, and what happens to connections), and the behaviours
 */
export function catalog (inForce: InForce): Catalog {
  return {
    outcomes: [
      ...successes.map((row) => succeeded(row, inForce)),
      ...reasons.map((reason) => refused(reason, inForce)),
      ...Object.values(magicIds).flatMap((row) => magical(row, inForce))
    ],
    behaviours: Object.keys(behaviours).map((name) => behaviour(name as keyof typeof behaviours, inForce))
  }
}

function succeeded (row: SuccessRow, { assumptions, observed }: InForce): Outcome {
  const { when, assumption, source, note = assumption && assumptionTable[assumption.name].why } = row
  const known: Known = assumption
    ? basisOf(assumption.name, assumptions, observed)
    : { basis: 'documented', text: null, source, observed: null }
  return {
    ...answerOf(row, assumptions),
    reason: null,
    when,
    provoke: written(row),
    ...asKnown(known),
    note: note ?? null
  }
}

function answerOf ({ status, body, assumption }: SuccessRow, assumptions: Assumptions): Pick<Outcome, 'status' | 'body'> {
  return { status, body, ...assumption?.answer(assumptions) }
}

function refused (reason: Reason, { assumptions, observed }: InForce): Outcome {
  const { status, error } = assumptions[reason]
  // What no request gets as things are, a fault imitates.
  const { when, provoke = { fault: { status, error } } }: RefusalRow = refusals[reason]
  return {
    status,
    reason,
    body: { error },
    when,
    provoke: written(provoke),
    ...asKnown(basisOf(reason, assumptions, observed)),
    note: assumptionTable[reason].why
  }
}

function asKnown ({ basis, text, source, observed }: Known) {
  return { documented: source !== null, source, basis, text_basis: text, observed }
}

function behaviour (name: keyof typeof behaviours, { assumptions, observed: seen }: InForce): Behaviour {
  const { basis, observed, source } = basisOf(name, assumptions, seen)
  return { name, value: assumptions[name], basis, observed, source, note: assumptionTable[name].why }
}

function written ({ before, request, magicId, fault }: Provocation): Outcome['provoke'] {
  return {
    ...(before && { before: [...before] }),
    ...(request && { request }),
    ...(magicId !== undefined && { magic_id: magicId }),
    ...(fault && { fault })
  }
}

/** What a magic id does besides refusing, which the refusals tell of. */
function magical ({ example, meaning }: MagicIdRow, { assumptions }: InForce): Outcome[] {
  const { refuse, status, connection } = readMagicId(example) as Instruction
  if (refuse !== undefined || status !== undefined) return []
  const known = asKnown({ basis: 'ours', text: null, source: null, observed: null })
  const ours = { when: meaning, ...known, note: 'Magic ids and faults are ours.' }
  const provoke = { magic_id: example, ...(connection && { fault: { connection } }) }
  if (connection === 'garbage') return [{ ...ours, status: 200, reason: 'fault', body: 'not JSON', provoke }]
  if (connection) return [{ ...ours, status: null, reason: 'fault', body: null, provoke }]
  return [{ ...ours, ...answerOf(mintOne, assumptions), reason: null, provoke }]
}
