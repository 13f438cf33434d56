/** Every outcome that the fake can give, put together from the tables that it is given by. */
import { assumptionTable, type Assumptions } from './assumptions.ts'
import { reasons, refusals, type Provocation, type Reason, type RefusalRow } from './errors.ts'
import { magicIds, readMagicId, type Instruction, type MagicIdRow } from './magic-ids.ts'
import type { Outcome } from './schemas/catalog.ts'
import { mintOne, successes, type SuccessRow } from './successes.ts'

/**
 * Puts the catalogue together.
 *
 * @param assumptions - status and text of each refusal, as they are in force
 * @returns the outcomes: what succeeds, what is refused, and what happens to connections
 */
export function catalog (assumptions: Assumptions): Outcome[] {
  return [
    ...successes.map((row) => succeeded(row, assumptions)),
    ...reasons.map((reason) => refused(reason, assumptions)),
    ...Object.values(magicIds).flatMap((row) => magical(row, assumptions))
  ]
}

function succeeded (row: SuccessRow, assumptions: Assumptions): Outcome {
  const { when, source, note } = row
  return {
    ...answerOf(row, assumptions),
    reason: null,
    when,
    provoke: written(row),
    documented: source !== null,
    source,
    note: note ?? null
  }
}

function answerOf ({ status, body, assumption }: SuccessRow, assumptions: Assumptions): Pick<Outcome, 'status' | 'body'> {
  return { status, body, ...assumption?.answer(assumptions) }
}

function refused (reason: Reason, assumptions: Assumptions): Outcome {
  const { status, error } = assumptions[reason]
  // What no request gets as things are, a fault imitates.
  const { when, statusSource, provoke = { fault: { status, error } } }: RefusalRow = refusals[reason]
  // A status that a fixtures file has set is nobody's but its author's.
  const documented = statusSource !== null && status === refusals[reason].status
  return {
    status,
    reason,
    body: { error },
    when,
    provoke: written(provoke),
    documented,
    source: documented ? statusSource : null,
    note: assumptionTable[reason].why
  }
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
function magical ({ example, meaning }: MagicIdRow, assumptions: Assumptions): Outcome[] {
  const { refuse, status, connection } = readMagicId(example) as Instruction
  if (refuse !== undefined || status !== undefined) return []
  const ours = { when: meaning, documented: false, source: null, note: 'Magic ids and faults are ours.' }
  const provoke = { magic_id: example, ...(connection && { fault: { connection } }) }
  if (connection === 'garbage') return [{ ...ours, status: 200, reason: 'fault', body: 'not JSON', provoke }]
  if (connection) return [{ ...ours, status: null, reason: 'fault', body: null, provoke }]
  return [{ ...ours, ...answerOf(mintOne, assumptions), reason: null, provoke }]
}
