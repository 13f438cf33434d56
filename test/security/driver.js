/**
 * Use a fake in every possible way, so that a trace shows everything that it sends. Run by `fake-sfox exec`, which
 * starts the first fake; the second is the command with a certificate.
 *
 * node driver.js CLI CERTIFICATE KEY
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

const [, , cli, certificate, certificateKey] = process.argv
const { SFOX_BASE_URL: url, SFOX_ENTERPRISE_API_KEY: key } = process.env

/** Send a request, and fail unless it succeeds. */
async function call (url, method, path, { credential = key, body } = {}) {
  const answer = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${credential}` },
    ...(body !== undefined && { body: JSON.stringify(body) })
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return answer
}

/** Use the vendor's side, the control side, the events and the page. */
async function use (url) {
  const list = '/v1/enterprise/user-tokens'
  const stop = new AbortController()
  const events = await fetch(`${url}/_fake/events`, { headers: { authorization: `Bearer ${key}` }, signal: stop.signal })
  const { data } = await (await call(url, 'POST', list, { body: { data: ['https://evil.test/', 'a@evil.test', '192.0.2.1'] } })).json()
  const reader = events.body.getReader()
  for (let said = ''; !said.includes('evil.test');) said += Buffer.from((await reader.read()).value)
  stop.abort()

  const credential = data[0].token
  const account = {
    account_type: 'individual',
    account_role: 'client',
    user_id: 'u',
    first_name: 'A',
    last_name: 'B',
    email: 'a@evil.test',
    phone_country_code: 'US',
    phone_number: '+14155550100',
    account_purpose: 'Trading',
    individual: { dob: '1990-12-31' }
  }
  await call(url, 'POST', '/v1/enterprise/register-account', { body: account })
  await call(url, 'POST', '/v1/enterprise/users/send-verification/u', { body: { type: 'email' } })
  await call(url, 'GET', '/v1/user/balance', { credential })
  await call(url, 'POST', '/_fake/faults', { body: { delay: 1, headers: { location: 'http://evil.test/' } } })
  await call(url, 'POST', `${list}/a`)
  for (const path of ['/', '/_fake', '/_fake/catalog', '/_fake/openapi.json', '/_fake/requests', '/_fake/tokens/report', '/_fake/users']) {
    const text = await (await call(url, 'GET', path)).text()
    for (const [, file] of text.matchAll(/(?:src|href)="(\/_fake\/page\/[^"]+)"/g)) await call(url, 'GET', file)
  }
  await call(url, 'POST', '/_fake/clock/advance', { body: { by: '24h' } })
  await call(url, 'POST', '/_fake/reset')
}

/** Run `fake-sfox verify`, and return its exit status. */
async function compare (...args) {
  const [status] = await once(spawn(process.execPath, [cli, 'verify', ...args], { stdio: 'ignore' }), 'exit')
  return status
}

await use(url)
const statuses = [
  await compare('--against', url, '--key', key, '--user-id', 'a'),
  // Refused without a DNS look-up.
  await compare('--against', 'https://api.sfox.invalid', '--key', key),
  await compare('--against', 'https://api.staging.sfox.invalid', '--yes-production', '--key', key)
]
if (statuses.join() !== '0,2,2') throw new Error(`verify ended with ${statuses}`)

const served = spawn(process.execPath, [cli, '--port', '0', '--host', 'localhost', '--tls-cert', certificate, '--tls-key', certificateKey], {
  stdio: ['ignore', 'pipe', 'inherit']
})
const [line] = await once(createInterface(served.stdout), 'line')
await use(JSON.parse(line).url)
served.kill('SIGTERM')
const [code] = await once(served, 'exit')
process.exitCode = code
