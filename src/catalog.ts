/** Every outcome that the fake can give, put together from the tables that it is given by. */
import { assumptionTable, type Assumptions } from './assumptions.ts'
import { reasons, refusals, type Provocation, type Reason, type RefusalRow } from './errors.ts'
import { magicIds, readMagicId, type Instruction, type MagicIdRow } from './magic-ids.ts'
import type { Outcome } from './schemas/catalog.ts'

const token = '0123456789abcdef'.repeat(4)
const pages = 'sFOX API docs, connect/rest-api/end-users/'
const authorization = 'Bearer {key}'
const path = '/v1/enterprise/user-tokens'

const successes: Outcome[] = [
  {
    status: 201,
    reason: null,
    body: { data: [{ token, expires: '2022-02-08T03:28:56Z', partner_user_id: 'user-1' }] },
    when: 'tokens are minted for a list of users',
    provoke: { request: { method: 'POST', path, authorization, body: '{"data":["user-1"]}' } },
    documented: true,
    source: `${pages}create-multiple-user-auth-tokens`,
    note: null
  },
  {
    status: 201,
    reason: null,
    body: { data: { token, partner_user_id: 'user-1', expires: '2024-05-14T19:22:09.901Z' } },
    when: 'a token is minted for one user',
    provoke: { request: { method: 'POST', path: `${path}/user-1`, authorization } },
    documented: true,
    source: `${pages}create-user-auth-token`,
    note: null
  }
]

/**
 * Puts the catalogue together.
 *
 * @param assumptions - status and text of each refusal, as they are in force
 * @returns the outcomes: what is minted, what is refused, and what happens to connections
 */
export function catalog (assumptions: Assumptions): Outcome[] {
  return [
    ...successes,
    ...reasons.map((reason) => refused(reason, assumptions)),
    ...Object.values(magicIds).flatMap(magical)
  ]
}

function refused (reason: Reason, assumptions: Assumptions): Outcome {
  const { when, statusSource, provoke = {} }: RefusalRow = refusals[reason]
  const { status, error } = assumptions[reason]
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

function written ({ request, magicId, fault }: Provocation): Outcome['provoke'] {
  return { ...(request && { request }), ...(magicId !== undefined && { magic_id: magicId }), ...(fault && { fault }) }
}

/** What a magic id does besides refusing, which the refusals tell of. */
function magical ({ example, meaning }: MagicIdRow): Outcome[] {
  const { refuse, status, connection } = readMagicId(example) as Instruction
  if (refuse !== undefined || status !== undefined) return []
  const ours = { when: meaning, documented: false, source: null, note: 'Magic ids and faults are ours.' }
  const provoke = { magic_id: example, ...(connection && { fault: { connection } }) }
  if (connection === 'garbage') return [{ ...ours, status: 200, reason: 'fault', body: 'not JSON', provoke }]
  if (connection) return [{ ...ours, status: null, reason: 'fault', body: null, provoke }]
  return [{ ...ours, status: 201, reason: null, body: successes[1]?.body, provoke }]
}
