import { afterEach, expect, jest, test } from '@jest/globals'
import { withFakeSfox } from 'fake-sfox'
import { world } from '../world.js'

afterEach(() => { jest.useRealTimers() })

test('while the timers stand still, a fake goes on', async () => {
  await withFakeSfox({}, async (sfox) => {
    jest.useFakeTimers()
    await sfox.faults.add({ delay: '10ms', status: 503 })
    const { status } = await fetch(`${sfox.url}/v1/enterprise/users`, { headers: { authorization: `Bearer ${sfox.key}` } })
    expect(status).toBe(503)
    await sfox.faults.assertUsed()
    expect(await world.users.list()).toHaveLength(1)
  })
})
