import t from 'tap'
import { createApi } from '../../src/page/api.ts'
import { key, start } from '../helper.ts'

t.test('control() rejects with the status and the text of an error', async (t) => {
  const { url } = await start(t)
  await t.rejects(createApi(url, 'wrong').control('GET', '/clock'), { name: 'ControlError', status: 401 })
  await t.rejects(createApi(url, key).control('DELETE', '/faults/nope'), { name: 'ControlError', status: 404, message: /nope/ })
})
