import t, { type Test } from 'tap'
import { createCaller } from '../../src/client/call.ts'
import type { ControlCall } from '../../src/client/transport.ts'
import { waitForRequests } from '../../src/client/wait.ts'

/** A fake that answers waits from a list of statuses, and has time pass as long as it was told to wait. */
function waits (t: Test, statuses: number[]) {
  let now = 0
  const asked: string[] = []
  t.intercept(performance, 'now', { value: () => now })
  const call = createCaller(async ({ path }: ControlCall) => {
    const timeout = new URL(path, 'http://x').searchParams.get('timeout') as string
    asked.push(timeout)
    now += Number(timeout)
    const status = statuses.shift() as number
    return { status, text: status === 200 ? '{"requests":[]}' : `{"error":"status ${status}"}` }
  })
  return { call, asked }
}

t.test('splits a wait that is longer than fetch() allows', async (t) => {
  const { call, asked } = waits(t, [408, 408, 200])
  t.strictSame(await waitForRequests(call, {}, { timeout: '5m' }), [])
  t.strictSame(asked, ['120000', '120000', '60000'])
})

t.test('rejects after the timeout', async (t) => {
  const { call, asked } = waits(t, [408, 408, 408])
  await t.rejects(waitForRequests(call, {}, { timeout: 240_001 }), { status: 408, message: /status 408/ })
  t.strictSame(asked, ['120000', '120000', '1'])
})

t.test('any other refusal ends the wait at once', async (t) => {
  const { call, asked } = waits(t, [503])
  await t.rejects(waitForRequests(call, {}, { timeout: '1h' }), { status: 503, message: /status 503/ })
  t.equal(asked.length, 1)
})
