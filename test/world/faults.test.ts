import t from 'tap'
import { createFaults } from '../../src/world/faults.ts'

t.test('a range of delays is drawn from the seed', async (t) => {
  const draws = [0, 0.5, 0.999]
  const faults = createFaults([{ delay: { min: '1s', max: '3s' }, times: null }], () => draws.shift() as number)
  const lengths = [1, 2, 3].map(() => faults.take({ method: 'POST', path: '/', userIds: [] })?.delay)
  t.strictSame(lengths, [1000, 2000, 2998])
})
