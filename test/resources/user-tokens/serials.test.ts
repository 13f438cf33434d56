import t from 'tap'
import { serialLimit } from '../../../src/resources/user-tokens/seal.ts'
import { createSerials, isBefore } from '../../../src/resources/user-tokens/serials.ts'

t.test('allocates serials in order, and wraps around after the last', async (t) => {
  const serials = createSerials(serialLimit - 2)
  t.equal(serials.next, serialLimit - 2, 'reading the next one does not allocate it')
  t.strictSame([1, 1, 1, 1].map(serials.take), [serialLimit - 2, serialLimit - 1, 0, 1])
  t.equal(serials.next, 2)
})

t.test('begins with 0 by default, and allocates several at once', async (t) => {
  const serials = createSerials()
  t.strictSame([3, 2].map(serials.take), [0, 3])
  t.equal(serials.next, 5)
})

t.test('allocates several serials across the end', async (t) => {
  const serials = createSerials(serialLimit - 2)
  t.equal(serials.take(5), serialLimit - 2)
  t.equal(serials.next, 3)
})

t.test('forgets earlier serials only', async (t) => {
  const serials = createSerials()
  serials.take(2)
  t.strictSame([0, 1, 2].map(serials.isForgotten), [false, false, false], 'before the first forget() nothing is')
  serials.forget()
  t.strictSame([0, 1, 2].map(serials.isForgotten), [true, true, false])
  serials.take(1)
  t.notOk(serials.isForgotten(2), 'what is given out later is not')
  serials.forget()
  t.ok(serials.isForgotten(2))
})

t.test('forgets across the end of the serials', async (t) => {
  const serials = createSerials(serialLimit - 1)
  serials.take(2)
  serials.forget()
  t.strictSame([serialLimit - 2, serialLimit - 1, 0, 1, 2].map(serials.isForgotten), [true, true, true, false, false])

  const last = createSerials(serialLimit - 1)
  last.take(1)
  last.forget()
  t.equal(last.next, 0)
  t.strictSame([serialLimit - 1, 0].map(last.isForgotten), [true, false], 'also if the mark is 0')
})

t.test('a serial is before another that is less than half the range after it', async (t) => {
  const cases: Array<[number, number | undefined, boolean]> = [
    [5, undefined, false], [5, 5, false], [4, 5, true], [6, 5, false],
    [serialLimit - 1, 0, true], [0, serialLimit - 1, false], [0, serialLimit / 2, false], [1, serialLimit / 2, true]
  ]
  for (const [serial, mark, expected] of cases) t.equal(isBefore(serial, mark), expected, `${serial} before ${mark}`)
})
