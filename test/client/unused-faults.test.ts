import t from 'tap'
import { unusedFaults } from '../../src/client/unused-faults.ts'
import type { Fault } from '../../src/world/fault-schema.ts'

const fault = (given: Partial<Fault>): Fault => ({ id: 'fault-1', hits: 0, when: 'before', after: 0, times: 1, probability: 1, ...given })

t.test('returns undefined if each fault was hit', async (t) => {
  t.equal(unusedFaults([]), undefined)
  t.equal(unusedFaults([fault({ hits: 1, times: 2 })]), undefined)
})

t.test('returns a table of the faults that were not hit', async (t) => {
  t.equal(unusedFaults([
    fault({ status: 503, hits: 1 }),
    fault({ id: 'fault-2', match: { method: 'POST', path: '/v1/*', user_id: 'user-1' }, delay: '2s', status: 503, after: 3 }),
    fault({ id: 'fault-10', delay: { min: '1s', max: 2000 }, connection: 'reset', probability: 0.5, when: 'after' })
  ]), [
    '2 of 3 faults were never hit:',
    'id        method  path   user_id  when    after  probability  effect',
    'fault-2   POST    /v1/*  user-1   before  3      1            delay 2s, status 503',
    'fault-10  any     any    any      after   0      0.5          delay 1s to 2000, reset'
  ].join('\n'))
})
