/** When the container is healthy, and when it is not. */
import t from 'tap'
import { docker } from '../../scripts/docker.ts'
import { here, probe, ready, run, untilHealth } from './docker.ts'

/** Docker turns IPv6 off in a container whose network has none; its loopback may have it. */
const withIpv6 = ['--sysctl', 'net.ipv6.conf.all.disable_ipv6=0']

t.test('it is unhealthy after three checks when the server hangs, and healthy again when it goes on', here(), async (t) => {
  const { id } = await ready(t, { checks: ['--health-interval', '250ms', '--health-timeout', '1s'] })
  await docker('kill', '--signal', 'STOP', id)
  t.equal((await untilHealth(id, 'unhealthy')).Health.FailingStreak, 3)
  await docker('kill', '--signal', 'CONT', id)
  t.equal((await untilHealth(id, 'healthy')).Health.FailingStreak, 0)
})

t.test('it becomes healthy by the image\'s own settings', here(), async (t) => {
  const { id, url } = await run(t, { checks: [] })
  t.equal((await untilHealth(id, 'healthy')).Health.FailingStreak, 0)
  t.equal((await fetch(`${url}/_fake/health`)).status, 200)
})

for (const host of ['::1', '::', '127.0.0.1', 'box']) {
  t.test(`it becomes healthy where FAKE_SFOX_HOST is ${host}`, here(), async (t) => {
    const { id } = await run(t, { env: { FAKE_SFOX_HOST: host }, args: ['--hostname', 'box', ...withIpv6] })
    t.equal((await untilHealth(id, 'healthy')).Health.FailingStreak, 0)
  })
}

for (const env of [{}, { FAKE_SFOX_TLS_CERT: '/tls/cert.pem' }]) {
  t.test(`where nothing listens, the check fails: ${JSON.stringify(env)}`, here(), async (t) => {
    const { id } = await run(t, { env, command: ['sleep', '60'] })
    t.equal(await probe(id), false)
  })
}
