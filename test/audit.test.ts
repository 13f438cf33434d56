/** `npm run audit`, against registries of our own. */
import t, { type Test } from 'tap'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

/** Return its output and its exit code for an answer of the registry. */
async function audit (t: Test, status: number, advisories: object) {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const isAsked = request.method === 'POST' && request.url?.endsWith('/advisories/bulk') === true
      response.writeHead(isAsked ? status : 404, { 'content-type': 'application/json' })
      response.end(JSON.stringify(isAsked ? advisories : {}))
    })
  }).listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  const env = {
    ...process.env,
    npm_config_cache: t.testdir(),
    npm_config_registry: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  }
  return await new Promise((resolve) => {
    const child = execFile(process.execPath, [join(import.meta.dirname, '../scripts/audit.js')], { env }, (_, stdout) => {
      resolve([stdout.replace(/\d+ packages/, 'n packages').replace(/(not be asked \(\d+).*\)/, '$1)'), child.exitCode])
    })
  })
}

t.test('nothing is known against it', async (t) => {
  t.strictSame(await audit(t, 200, {}), ['npm audit: n packages that ship, 0 vulnerable\n', 0])
})

t.test('a vulnerability of the lowest severity fails', async (t) => {
  const advisory = { id: 1, title: 'x', url: 'https://example.org/1', severity: 'low', vulnerable_versions: '<99' }
  t.strictSame(await audit(t, 200, { negotiator: [advisory] }), [
    'npm audit: n packages that ship, 1 vulnerable\nnegotiator (low)\n', 1
  ])
})

t.test('a registry that takes no such question is said to, and fails nothing', async (t) => {
  t.strictSame(await audit(t, 405, {}), ['npm audit: could not be asked (405)\n', 0])
})
