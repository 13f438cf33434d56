import t from 'tap'
import { createCaller } from '../../src/client/call.ts'
import type { ControlCall } from '../../src/control/call.ts'
import { waitForRequests } from '../../src/client/wait.ts'

/** A fake that answers waits from a list of statuses, and has time pass as long as it was told to wait. */
function waits (statuses: number[]) {
  let time = 0
  const asked: string[] = []
  const call = createCaller(async ({ path }: ControlCall) => {
    const timeout = new URL(path, 'http://x').searchParams.get('timeout') as string
    asked.push(timeout)
    time += Number(timeout)
    const status = statuses.shift() as number
    return { status, text: status === 200 ? '{"requests":[]}' : `{"error":"status ${status}"}` }
  })
  const wait = async (timeout: string | number) => await waitForRequests(call, {}, { timeout }, () => time)
  return { wait, asked }
}

t.test('splits a wait that is longer than fetch() allows', async (t) => {
  const { wait, asked } = waits([408, 408, 200])
  t.strictSame(await wait('5m'), [])
  t.strictSame(asked, ['120000', '120000', '60000'])
})

t.test('rejects after the timeout', async (t) => {
  const { wait, asked } = waits([408, 408, 408])
  await t.rejects(wait(240_001), { status: 408, message: /status 408/ })
  t.strictSame(asked, ['120000', '120000', '1'])
})

t.test('any other refusal ends the wait at once', async (t) => {
  const { wait, asked } = waits([503])
  await t.rejects(wait('1h'), { status: 503, message: /status 503/ })
  t.equal(asked.length, 1)
})
