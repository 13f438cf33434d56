import t from 'tap'
import { humanLine } from '../src/command-log.ts'

t.test('a person reads a request as one short line, and other messages as they are', async (t) => {
  const request = { msg: 'request', method: 'POST', path: '/x', ms: 3 }
  t.equal(humanLine({ ...request, status: 401, reason: 'unknown-key' }, 'msg'), 'POST /x 401 unknown-key 3 ms')
  t.equal(humanLine({ ...request, status: 201 }, 'msg'), 'POST /x 201 3 ms')
  t.equal(humanLine({ ...request, status: null }, 'msg'), 'POST /x cut 3 ms')
  t.equal(humanLine({ msg: 'unexpected error' }, 'msg'), 'unexpected error')
})
