const { withFakeSfox } = require('fake-sfox')
const context = require('../world.js')

afterEach(() => { jest.useRealTimers() })

test('while the timers stand still, a fake goes on', async () => {
  await withFakeSfox({}, async (sfox) => {
    jest.useFakeTimers()
    await sfox.faults.add({ delay: '10ms', status: 503 })
    const { status } = await fetch(`${sfox.url}/v1/enterprise/users`, { headers: { authorization: `Bearer ${sfox.key}` } })
    expect(status).toBe(503)
    await sfox.faults.assertUsed()
    expect(await context.world.users.list()).toHaveLength(1)
  })
})
