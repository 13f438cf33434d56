/** The catalogue: every outcome that the fake can produce, and how each is known. */
import type { Behaviour, Catalog, Outcome } from './catalogue-schema.ts'
import { byKey, byToken, unauthenticated, type Example, type Provocation, type RequestExample } from '../resources/example.ts'
import type { AssumedReply, Endpoint } from '../resources/endpoint.ts'
import { endpoints } from '../resources/index.ts'
import type { RefusalRow } from '../resources/refusal.ts'
import { mintOne } from '../resources/user-tokens/endpoints.ts'
import { magicIds, readMagicId, type Instruction, type MagicIdRow } from '../world/magic-ids.ts'
import {
  assumptionTable, behaviours, reasons, refusals, type AllAssumptions, type AssumptionName, type Observed, type Reason
} from './assumptions.ts'
import { resolveEndpoint } from './mount.ts'
import { basisOf, type Known } from './provenance.ts'

/** The assumptions in force, and the observations of them. */
interface InForce {
  assumptions: AllAssumptions
  observed: Observed
}

/** Create the catalogue: the outcomes (successes, refusals, broken connections) and the behaviours. */
export function catalogue (inForce: InForce): Catalog {
  return {
    outcomes: [
      ...endpoints.flatMap((endpoint) => endpoint.examples.map((example) => success(endpoint, example, inForce))),
      ...reasons.map((reason) => refused(reason, inForce)),
      ...Object.values(magicIds).flatMap((row) => magical(row, inForce))
    ],
    behaviours: Object.keys(behaviours).map((name) => behaviour(name as keyof typeof behaviours, inForce))
  }
}

/** Return the request of an example of an endpoint, with its placeholders. */
export function requestOf ({ method, path, credential }: Endpoint, { params = {}, query = '', body }: Example): RequestExample {
  const create = { enterprise: byKey, user: byToken, none: unauthenticated }[credential]
  return create(method, path.replaceAll(/:(\w+)/g, (_, name: string) => params[name] as string) + query, body)
}

function success (endpoint: Endpoint, example: Example, { assumptions, observed }: InForce): Outcome {
  const { when, before, note } = example
  const assumption = example.assumption as AssumptionName | undefined
  const known: Known = assumption === undefined
    ? { basis: 'documented', text: null, source: `sFOX API docs, ${endpoint.docs.page}`, observed: null }
    : basisOf(assumption, assumptions, observed)
  return {
    ...answerOf(endpoint, example, assumptions),
    reason: null,
    when,
    provoke: provocation({ ...(before && { before }), request: requestOf(endpoint, example) }),
    ...asKnown(known),
    note: note ?? (assumption === undefined ? null : assumptionTable[assumption].why)
  }
}

function answerOf (endpoint: Endpoint, { reply }: Example, assumptions: AllAssumptions): Pick<Outcome, 'status' | 'body'> {
  const { status } = resolveEndpoint(endpoint, assumptions)
  return { status, body: typeof reply === 'function' ? (reply as AssumedReply)(assumptions) : reply }
}

function refused (reason: Reason, { assumptions, observed }: InForce): Outcome {
  const { status, error } = assumptions[reason]
  // A fault imitates a refusal that no request can provoke.
  const { when, provoke = { fault: { status, error } } }: RefusalRow = refusals[reason]
  return {
    status,
    reason,
    body: { error },
    when,
    provoke: provocation(provoke),
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

function provocation ({ before, request, magicId, fault }: Provocation): Outcome['provoke'] {
  return {
    ...(before && { before: [...before] }),
    ...(request && { request }),
    ...(magicId !== undefined && { magic_id: magicId }),
    ...(fault && { fault })
  }
}

/** Return the outcomes of a magic id, except for refusals, which are in the list already. */
function magical ({ example, meaning }: MagicIdRow, { assumptions }: InForce): Outcome[] {
  const { refuse, status, connection } = readMagicId(example) as Instruction
  if (refuse !== undefined || status !== undefined) return []
  const known = asKnown({ basis: 'ours', text: null, source: null, observed: null })
  const ours = { when: meaning, ...known, note: 'Magic ids and faults are ours.' }
  const provoke = { magic_id: example, ...(connection && { fault: { connection } }) }
  if (connection === 'garbage') return [{ ...ours, status: 200, reason: 'fault', body: 'not JSON', provoke }]
  if (connection) return [{ ...ours, status: null, reason: 'fault', body: null, provoke }]
  return [{ ...ours, ...answerOf(mintOne, mintOne.examples[0] as Example, assumptions), reason: null, provoke }]
}
