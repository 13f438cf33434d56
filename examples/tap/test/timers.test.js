import { startFakeSfox } from 'fake-sfox'
import sinon from 'sinon'
import t from 'tap'

t.test('while the timers stand still, a fake goes on', async (t) => {
  const sfox = await startFakeSfox()
  const clock = sinon.useFakeTimers() // of process.nextTick() too, without which sockets and fetch() stand still
  try {
    await sfox.faults.add({ delay: '10ms', status: 503 })
    await sfox.users.put({ user_id: 'ada' })
    t.equal((await sfox.users.list()).length, 1)
    await sfox.close()
  } finally {
    clock.restore()
  }
})
