import t from 'tap'
import type { Lane } from '../../../src/page/timeline/lanes.ts'
import { layOut, trackHeight } from '../../../src/page/timeline/layout.ts'

const life = (minted: number, expires: number) => ({ token: `#${minted}`, minted, mintKnown: true, expires, marks: [] })
const mark = { id: 1, at: 0, kind: 'refused' as const, text: '' }
const lane = (lifetimes: Array<[number, number]>, marks = 0): Lane =>
  ({ user: 'a', lifetimes: lifetimes.map(([from, to]) => life(from, to)), marks: Array(marks).fill(mark) })

/** Return the tracks of a lane's tokens, counted from the top. */
function tracks (one: Lane) {
  const { lanes: [placed] } = layOut([one])
  return placed?.lifetimes.map(({ y }) => (y - (placed.lifetimes[0]?.y ?? 0)) / trackHeight)
}

t.test('puts overlapping lifetimes below one another, and reuses free tracks', async (t) => {
  t.strictSame(tracks(lane([[0, 10], [5, 15], [10, 20], [12, 30], [15, 20]])), [0, 1, 0, 2, 1])
})

t.test('puts further lifetimes into the last track', async (t) => {
  t.strictSame(tracks(lane(Array.from({ length: 9 }, (_, index) => [index, 100]))), [0, 1, 2, 3, 4, 5, 5, 5, 5])
})

t.test('puts marks without a token into their own track below', async (t) => {
  const { lanes: [both, marksOnly], height } = layOut([lane([[0, 1]], 2), lane([], 1)])
  t.equal(both?.marksY, (both?.lifetimes[0]?.y ?? 0) + trackHeight)
  t.ok((marksOnly?.marksY ?? 0) > (marksOnly?.top ?? 0))
  t.ok((marksOnly?.marksY ?? 0) < height)
})

t.test('leaves no space between lanes', async (t) => {
  const { lanes, height } = layOut([lane([[0, 1]]), lane([], 3), lane([[0, 5], [1, 5]], 1)])
  t.strictSame(lanes.map(({ top }) => top), [0, ...lanes.map(({ top, height }) => top + height).slice(0, 2)])
  t.equal(height, lanes.reduce((sum, one) => sum + one.height, 0))
})
