import t from 'tap'
import type { Lane } from '../../../src/page/timeline/lanes.ts'
import { layOut, trackHeight } from '../../../src/page/timeline/layout.ts'

const life = (minted: number, expires: number) => ({ token: `#${minted}`, minted, mintKnown: true, expires, marks: [] })
const mark = { id: 1, at: 0, kind: 'refused' as const, what: '' }
const lane = (lives: Array<[number, number]>, marks = 0): Lane =>
  ({ user: 'a', lives: lives.map(([from, to]) => life(from, to)), marks: Array(marks).fill(mark) })

/** Tracks of a lane's tokens, counted from its top. */
function tracks (one: Lane) {
  const { lanes: [placed] } = layOut([one])
  return placed?.lives.map(({ y }) => (y - (placed.lives[0]?.y ?? 0)) / trackHeight)
}

t.test('tokens whose lives overlap lie below one another; one that follows takes the place that is free', async (t) => {
  t.strictSame(tracks(lane([[0, 10], [5, 15], [10, 20], [12, 30], [15, 20]])), [0, 1, 0, 2, 1])
})

t.test('with very many the rest lie over the last', async (t) => {
  t.strictSame(tracks(lane(Array.from({ length: 9 }, (_, index) => [index, 100]))), [0, 1, 2, 3, 4, 5, 5, 5, 5])
})

t.test('marks without a token have a track of their own, below', async (t) => {
  const { lanes: [both, marksOnly], height } = layOut([lane([[0, 1]], 2), lane([], 1)])
  t.equal(both?.marksY, (both?.lives[0]?.y ?? 0) + trackHeight)
  t.ok((marksOnly?.marksY ?? 0) > (marksOnly?.top ?? 0))
  t.ok((marksOnly?.marksY ?? 0) < height)
})

t.test('lanes follow one another without a hole', async (t) => {
  const { lanes, height } = layOut([lane([[0, 1]]), lane([], 3), lane([[0, 5], [1, 5]], 1)])
  t.strictSame(lanes.map(({ top }) => top), [0, ...lanes.map(({ top, height }) => top + height).slice(0, 2)])
  t.equal(height, lanes.reduce((sum, one) => sum + one.height, 0))
})
