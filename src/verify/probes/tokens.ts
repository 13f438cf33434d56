/** Probes of the routes that mint. They create nothing but tokens, which sFOX documents to be without number. */
import { cannotTell } from '../cannot-tell.ts'
import { propertiesOf, type Answer } from '../exchange.ts'
import { formOf } from '../facets.ts'
import { good, isGood, list, type Side } from '../side.ts'
import { catalogued } from './catalogued.ts'
import { asked, row, told, type ProbeRow } from './row.ts'

/** How many ids a list has that is long. */
const many = 1001

/** Rows of the table; see probes.ts. */
export const tokenProbes = {
  'mint-list': row({
    ...asked('a list of one known id', ['key', 'user'], async ({ mint, users }) => await mint(users.slice(0, 1))),
    read: (answer) => ({ status: answer.status, expires: formOf(mintedIn(answer)[0]?.expires) })
  }),
  'mint-one': row({
    ...asked('one known id', ['key', 'user'], async ({ mintOne, users }) => await mintOne(users[0] as string)),
    read (answer) {
      const { data } = propertiesOf(answer)
      return { status: answer.status, expires: formOf((data as Minted | undefined)?.expires) }
    }
  }),
  'repeated-ids': told('a list with a known id twice', ['key', 'user'], async ({ mint, isFake, users: [id] }) => {
    const answer = await mint([id, id])
    if (!isGood(answer)) return refusedList(isFake, answer)
    const { length } = mintedIn(answer)
    return length === 2 ? 'each' : length === 1 ? 'once' : `${length} results`
  }),
  'result-order': told('a list of two known ids', ['key', 'two users'], async ({ mint, isFake, users }) => {
    const asSent = users.slice(0, 2)
    const answer = await mint(asSent)
    if (!isGood(answer)) return refusedList(isFake, answer)
    const ids = mintedIn(answer).map(({ partner_user_id: id }) => id)
    const is = (order: string[]) => JSON.stringify(order) === JSON.stringify(ids)
    return is(asSent) ? 'as-sent' : is(asSent.toReversed()) ? 'reversed' : 'neither'
  }),
  'unknown-properties': told('a list, and a property that is not documented', ['key', 'user'], async (side) => {
    const answer = await side.byKey('POST', list, { data: side.users.slice(0, 1), fake_sfox_verify: true })
    return isGood(answer) ? 'ignore' : 'refuse'
  }),
  'max-user-ids': row(
    { title: `a list of ${many} ids`, needs: ['key', 'user'], tell: longestList },
    catalogued('max-user-ids', 'a list of more is not tried')
  ),
  'unknown-user': row(
    asked('a list of one unknown id', ['key'], async ({ mint, unknownUser }) => await mint([unknownUser])),
    asked('a list of a known and an unknown id', ['key', 'user'],
      async ({ mint, users, unknownUser }) => await mint([users[0], unknownUser])),
    asked('one unknown id', ['key'], async ({ mintOne, unknownUser }) => await mintOne(unknownUser)),
    asked('reading an unknown user', ['key'], async ({ byKey, unknownUser }) =>
      await byKey('GET', `/v1/enterprise/users/${encodeURIComponent(unknownUser)}`))
  )
} satisfies Record<string, ProbeRow>

/** Of a server that is a difference; of a fake, another of its settings. */
function refusedList (isFake: boolean, answer: Answer): string {
  if (isFake) good(answer, 'the list')
  return `refused (${answer.status})`
}

interface Minted {
  expires?: unknown
  partner_user_id?: unknown
}

function mintedIn (answer: Answer): Minted[] {
  const { data } = propertiesOf(answer)
  if (!Array.isArray(data)) throw cannotTell('its answer to a list is no list', { failed: true })
  return data
}

/** Finds the longest list that is taken, by halves; null where none of up to a thousand ids is refused. */
async function longestList ({ mint, users: [id] }: Side): Promise<number | null> {
  const takes = async (length: number) => isGood(await mint(new Array(length).fill(id)))
  if (await takes(many)) return null
  let [taken, refused] = [0, many]
  while (refused - taken > 1) {
    const middle = Math.floor((taken + refused) / 2)
    if (await takes(middle)) taken = middle
    else refused = middle
  }
  if (taken === 0) throw cannotTell('it refused a list of one id')
  return taken
}
