// The fake as a container that Testcontainers starts and stops: `docker build -t fake-sfox .` in the repository's root
// first, or name an image of your registry here.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { GenericContainer, Wait } from 'testcontainers'

const key = 'a-key-for-tests'
let fake

before(async () => {
  fake = await new GenericContainer('fake-sfox')
    .withEnvironment({ SFOX_ENTERPRISE_API_KEY: key })
    .withExposedPorts(7369)
    .withWaitStrategy(Wait.forHealthCheck())
    .start()
})
after(() => fake.stop())

test('a token is minted', async () => {
  const url = `http://${fake.getHost()}:${fake.getMappedPort(7369)}/v1/enterprise/user-tokens/user-1`
  const response = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${key}` } })
  assert.equal(response.status, 201)
  assert.match((await response.json()).data.token, /^[0-9a-f]{64}$/)
})
