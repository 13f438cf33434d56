import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withFakeSfox } from 'fake-sfox'
import { world } from '../world.js'

test('while the timers stand still, a fake goes on', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'setImmediate', 'Date'] })
  await withFakeSfox({}, async (sfox) => {
    await sfox.faults.add({ delay: '10ms', status: 503 })
    const { status } = await fetch(`${sfox.url}/v1/enterprise/users`, { headers: { authorization: `Bearer ${sfox.key}` } })
    assert.equal(status, 503)
    await sfox.faults.assertUsed()
    assert.equal((await world.users.list()).length, 1)
  })
})
