/** When the container is healthy, and when it is not. */
import t from 'tap'
import { here, podman, probe, ready, run, untilHealth } from '../podman.ts'

t.test('it is unhealthy after three checks when the server hangs, and healthy again when it goes on', here, async (t) => {
  const { id } = await ready(t)
  await podman('kill', '--signal', 'STOP', id)
  t.equal((await untilHealth(id, 'unhealthy')).Health.FailingStreak, 3)
  await podman('kill', '--signal', 'CONT', id)
  t.equal((await untilHealth(id, 'healthy')).Health.FailingStreak, 0)
})

for (const env of [{}, { FAKE_SFOX_TLS_CERT: '/tls/cert.pem' }]) {
  t.test(`where nothing listens, the check fails: ${JSON.stringify(env)}`, here, async (t) => {
    const { id } = await run(t, { env, args: ['--entrypoint', '["sleep","60"]'] })
    t.equal(await probe(id), false)
  })
}
