/** Probes of the minting routes. They create only tokens, whose number sFOX does not limit. */
import {
  asked, catalogued, good, InconclusiveError, isGood, propertiesOf, row, timeFormat, told, type Answer,
  type ProbeClient, type ProbeRow
} from '../probe.ts'

/** The length of the longest list to send. */
const maxLength = 1001

export const tokenProbes = {
  'mint-list': row({
    ...asked('a list of one known id', ['key', 'user'], async ({ mint, userIds: [id] }) => await mint([id])),
    read: (answer) => ({ status: answer.status, expires: timeFormat(mintedIn(answer)[0]?.expires) })
  }),
  'mint-one': row({
    ...asked('one known id', ['key', 'user'], async ({ mintOne, userIds: [id] }) => await mintOne(id as string)),
    read (answer) {
      const { data } = propertiesOf(answer)
      return { status: answer.status, expires: timeFormat((data as Minted | undefined)?.expires) }
    }
  }),
  'repeated-ids': told('a list with a known id twice', ['key', 'user'], async ({ mint, isFake, userIds: [id] }) => {
    const answer = await mint([id, id])
    if (!isGood(answer)) return refusedList(isFake, answer)
    const { length } = mintedIn(answer)
    return length === 2 ? 'each' : length === 1 ? 'once' : `${length} results`
  }),
  'result-order': told('a list of two known ids', ['key', 'two users'], async ({ mint, isFake, userIds }) => {
    const asSent = userIds.slice(0, 2)
    const answer = await mint(asSent)
    if (!isGood(answer)) return refusedList(isFake, answer)
    const ids = mintedIn(answer).map(({ partner_user_id: id }) => id)
    const is = (order: string[]) => JSON.stringify(order) === JSON.stringify(ids)
    return is(asSent) ? 'as-sent' : is(asSent.toReversed()) ? 'reversed' : 'neither'
  }),
  'max-user-ids': row(
    { title: `a list of ${maxLength} ids`, needs: ['key', 'user'], tell: longestList },
    catalogued('max-user-ids', 'longer lists are not sent')
  )
} satisfies Record<string, ProbeRow>

/** Describe the refusal of a list. A fake refuses because of another assumption: that is inconclusive. */
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
  if (!Array.isArray(data)) throw new InconclusiveError('its answer to a list is not a list', { failed: true })
  return data
}

/** Find the length of the longest accepted list by bisection; null if no list is refused. */
async function longestList ({ mint, userIds: [id] }: ProbeClient): Promise<number | null> {
  const accepts = async (length: number) => isGood(await mint(new Array(length).fill(id)))
  if (await accepts(maxLength)) return null
  let [accepted, refused] = [0, maxLength]
  while (refused - accepted > 1) {
    const middle = Math.floor((accepted + refused) / 2)
    if (await accepts(middle)) accepted = middle
    else refused = middle
  }
  if (accepted === 0) throw new InconclusiveError('it refused a list of one id')
  return accepted
}
