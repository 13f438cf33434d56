/**
 * Other mock servers, each with its closest equivalent of "two user ids and a bearer key in, new tokens out". They are
 * installed separately (`npm ci` in bench/peers), since only the bench needs them. On Node 20, npm warns that
 * oauth2-mock-server requires 22, but it works.
 *
 * None does as much as the fake, which checks the key and the ids, remembers users and tokens, and writes a journal.
 * `compared` says what each leaves out. If a server has alternatives, the fastest is used.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The request that is sent repeatedly. */
export interface PeerRequest {
  method: 'POST'
  path: string
  headers: Record<string, string>
  body: string
}

/** Another mock server. */
export interface Peer {
  name: string
  version: string
  /** The command line to listen on a port of 127.0.0.1. Redirect its output to /dev/null. */
  start: (port: number) => [command: string, ...args: string[]]
  request: PeerRequest
  /** The status of success. */
  status: number
  /** Describes what is measured, and how it differs from the fake. */
  compared: string
}

const authorization = 'Bearer fake-enterprise-key'
const body = JSON.stringify({ data: ['user-1', 'user-2'] })
const json = { authorization, 'content-type': 'application/json' }
const place = (path: string) => fileURLToPath(new URL(`peers/${path}`, import.meta.url))
const { dependencies } = JSON.parse(readFileSync(place('package.json'), 'utf8')) as { dependencies: Record<string, string> }
const named = (name: string) => ({ name, version: dependencies[name] as string })

export const peers: readonly Peer[] = [
  {
    ...named('oauth2-mock-server'),
    start: (port) => [
      process.execPath, place('node_modules/oauth2-mock-server/dist/oauth2-mock-server.mjs'),
      '-a', '127.0.0.1', '-p', String(port)
    ],
    request: {
      method: 'POST',
      path: '/token',
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials&scope=user-1+user-2'
    },
    status: 200,
    compared: 'one JWT for both ids, signed with the RSA key that it makes for itself; it looks at no key of the caller\'s'
  },
  {
    ...named('json-server'),
    start: (port) => [process.execPath, place('json-server.js'), String(port)],
    request: { method: 'POST', path: '/tokens', headers: json, body },
    status: 201,
    compared: 'the body is stored under a new id and sent back: no key is looked at, and no token made. It stores in ' +
      'memory, and the collection is emptied before each request, since each would take longer than the one before'
  },
  {
    ...named('@mockoon/cli'),
    start: (port) => [
      process.execPath, place('node_modules/@mockoon/cli/bin/run.js'), 'start', '--data', place('mockoon.json'), '--repair',
      '--hostname', '127.0.0.1', '--port', String(port), '--disable-admin-api', '--disable-log-to-file'
    ],
    request: { method: 'POST', path: '/v1/enterprise/user-tokens', headers: json, body },
    status: 201,
    compared: 'a template writes a random token of 64 digits and an expiry for each id, behind a rule for the key. ' +
      'It has no option against the line that it logs for each request, nor against its log of the latest 100'
  }
]
