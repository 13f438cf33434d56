import t from 'tap'
import { capacityLimits } from '../../src/world/capacity-limits.ts'
import { createFaults } from '../../src/world/faults.ts'

t.test('draws a delay from a range', async (t) => {
  const draws = [0, 0.5, 0.999]
  const faults = createFaults([{ delay: { min: '1s', max: '3s' }, times: null }], () => draws.shift() as number)
  const lengths = [1, 2, 3].map(() => faults.take({ method: 'POST', path: '/', userIds: [] })?.delay)
  t.strictSame(lengths, [1000, 2000, 2998])
})

t.test('keeps a limited number of faults, including used-up ones', async (t) => {
  const initial = Array.from({ length: capacityLimits.faults.maximum - 1 }, () => ({ status: 503 }))
  const faults = createFaults(initial, () => 0)
  t.equal(faults.add({ status: 503 })?.id, 'fault-1000')
  t.equal(faults.add({ status: 503 }), undefined)
  faults.take({ method: 'POST', path: '/', userIds: [] })
  t.equal(faults.add({ status: 503 }), undefined)
  t.equal(faults.list().length, 1000)
  faults.remove('fault-7')
  t.equal(faults.add({ status: 503 })?.id, 'fault-1001')
  t.equal(faults.add({ status: 503 }), undefined)
})

t.test('counts a fault after the call when the call was carried out, unless it is used up or removed by then', async (t) => {
  const faults = createFaults([{ status: 503, when: 'after' }, { status: 503, when: 'after', times: 2 }], () => 0)
  const take = () => faults.take({ method: 'POST', path: '/', userIds: [] })?.confirm
  const hits = () => faults.list().map(({ hits }) => hits)
  const [first, second] = [take(), take()]
  t.strictSame(hits(), [0, 0])
  t.strictSame([first?.(), second?.(), hits()], [true, false, [1, 0]])
  const third = take()
  faults.remove('fault-2')
  t.equal(third?.(), false)
  t.equal(take(), undefined)
})
