/** Fixtures of the tests: applications and processes that are stopped after the test, and clients for them. */
import { createHook } from 'node:async_hooks'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import './response-contract.ts'
import { createFakeSfox } from '../src/server/app.ts'
import { exampleBankAccount } from '../src/resources/bank-accounts/examples.ts'
import { exampleRegistration } from '../src/resources/end-users/examples.ts'
import { exampleOrder } from '../src/resources/orders/examples.ts'
import { connectFakeSfox } from '../src/client/connect.ts'
import type { FakeSfox } from '../src/client/handle.ts'
import type { FakeSfoxOptions } from '../src/options/table.ts'
import { startFakeSfox } from '../src/server/listen.ts'

export const key = 'fake-enterprise-key'
export const authorization = `Bearer ${key}`
/** The Authorization header of HTTP Basic, with a credential as user name and an empty password. */
export const basic = (credential: string) => `Basic ${Buffer.from(`${credential}:`).toString('base64')}`
export const tokenPattern = /^[0-9a-f]{64}$/
export const tokensPath = '/v1/enterprise/user-tokens'

/** Options for a frozen clock. */
export const frozen = { now: '2026-01-31T12:00:00.500Z', freeze: true } as const

/** Build an application, and close it after the test. */
export function build (t: Test, options?: FakeSfoxOptions) {
  const app = createFakeSfox(options)
  t.teardown(async () => await app.close())
  return app
}

/** Start a fake that listens, and close it after the test. */
export async function start (t: Test, options?: FakeSfoxOptions) {
  const sfox = await startFakeSfox(options)
  t.teardown(async () => await sfox.close())
  return sfox
}

/** Run a function, none of whose timers fires, to prove that it does not wait for one. */
export async function whileTimeStands (run: () => Promise<void>): Promise<void> {
  const stop = createHook({
    init (_id, type, _trigger, timer) { if (type === 'Timeout') Object.assign(timer, { _onTimeout () {} }) }
  }).enable()
  try {
    await run()
  } finally {
    stop.disable()
  }
}

/** The two kinds of handle: of a fake in this process, and connected by its URL. Closed after the test. */
export const handles: Record<string, (t: Test, options?: FakeSfoxOptions) => Promise<FakeSfox>> = {
  'in process': start,
  async connected (t, options) {
    const { url, key } = await start(t, options)
    const sfox = await connectFakeSfox(url, { key })
    t.teardown(async () => await sfox.close())
    return sfox
  }
}

/** Declare a test that runs with both kinds of handle. */
export function overBoth (t: Test, name: string, run: (t: Test, open: typeof start) => Promise<void>) {
  for (const [way, open] of Object.entries(handles)) t.test(`${name}, ${way}`, async (t) => await run(t, open))
}

/** Mint tokens over HTTP, as an application under test does. */
export async function mint (url: string, ids: unknown[] | string, credential: string = key): Promise<Answer> {
  const path = typeof ids === 'string' ? `${tokensPath}/${encodeURIComponent(ids)}` : tokensPath
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${credential}` },
    ...(typeof ids !== 'string' && { body: JSON.stringify({ data: ids }) })
  })
  return asAnswer(answer.status, Object.fromEntries(answer.headers), await answer.text())
}

/** Mint a token for one user, and return it. */
export async function mintToken (url: string, id: string, credential?: string): Promise<string> {
  return (await mint(url, id, credential)).json.data.token
}

/** Call a control route over HTTP, for requests that the handle does not offer. */
export async function control (
  { url }: { url: string }, method: string, path: string, body?: unknown, headers: Record<string, string> = {}
): Promise<Answer> {
  return await request(`${url}/_fake${path}`, method, { authorization, ...headers }, body)
}

/** Create a client of the vendor's side with one credential, the enterprise key by default. */
export function client ({ url }: { url: string }, credential: string = key) {
  const headers = { authorization: `Bearer ${credential}` }
  return async (method: string, path: string, body?: unknown) => await request(`${url}/v1${path}`, method, headers, body)
}

/** Create a client with a new token of a user. */
export async function userClient (sfox: { url: string }, id: string, worldKey?: string) {
  return client(sfox, await mintToken(sfox.url, id, worldKey))
}

async function request (url: string, method: string, headers: Record<string, string>, body: unknown): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    headers,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
  })
  return asAnswer(answer.status, Object.fromEntries(answer.headers), await answer.text())
}

/** Return the status, the reason and the text of a refusal. */
export const because = ({ status, headers, json }: Answer) => [status, headers['x-fake-sfox-reason'], json.error]

/** The body that links a bank account. */
export const bankDetails = exampleBankAccount

/** The body that registers a user. */
export const registration = (id: string) => ({ ...exampleRegistration, user_id: id, email: 'ada@example.com' })

/** The body of an order that rests. */
export const limitOrder = { ...exampleOrder, price: 36431 }

/** Assert that a function throws an OptionError, and return its message. */
export function optionMistake (t: Test, run: () => unknown): string {
  const error = t.throws(run, { code: 'FAKE_SFOX_BAD_OPTION' }) as Error | false
  return error ? error.message : ''
}

export interface Call {
  method?: string
  path: string
  headers?: Record<string, string>
  body?: string
}

export interface Answer {
  status: number
  headers: Record<string, string>
  text: string
  json: any
}

export type Transport = (call: Call) => Promise<Answer>

/** Create a transport that calls an application by `inject()`. */
export function overInject (t: Test, options?: FakeSfoxOptions): Transport {
  const app = build(t, options)
  return async ({ method = 'POST', path, headers = {}, body }) => {
    const answer = await app.inject({
      method: method as 'POST', url: path, headers, ...(body === undefined ? {} : { payload: body })
    })
    return asAnswer(answer.statusCode, answer.headers, answer.payload)
  }
}

/** Create a transport that calls an application over HTTP. */
export async function overHttp (t: Test, options?: FakeSfoxOptions): Promise<Transport> {
  const { url } = await start(t, options)
  return async ({ method = 'POST', path, headers = {}, body }) => {
    const answer = await fetch(url + path, { method, headers, ...(body === undefined ? {} : { body }) })
    return asAnswer(answer.status, Object.fromEntries(answer.headers), await answer.text())
  }
}

function asAnswer (status: number, headers: Record<string, unknown>, body: string): Answer {
  return { status, headers: headers as Record<string, string>, text: body, json: decode(headers['content-type'], body) }
}

/** Decode a JSON body; undefined for other bodies, and for invalid JSON. */
function decode (type: unknown, body: string): any {
  try {
    return String(type).startsWith('application/json') ? JSON.parse(body) : undefined
  } catch {
    return undefined
  }
}

/** Create a request that mints tokens for a list of users. */
export const mintList = (data: unknown, headers: Record<string, string> = {}): Call =>
  ({ path: tokensPath, headers: { authorization, ...headers }, body: JSON.stringify({ data }) })

/** Send bytes unchanged, and read until the server closes the connection. */
export async function sendRaw (url: string, bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.write(bytes)
  return await text(socket)
}

/** True if tap measures the coverage of this process. */
export const takesCoverage = process.env._TAPJS_PROCESSINFO_COVERAGE_ === '1'

// tap adds its loader to child processes, which doubles the start-up time of the command.
if (!takesCoverage) createRequire(import.meta.url)('process-on-spawn').removeAllListeners('spawn')

/**
 * Return the program and the first argument of the compiled command (`npm test` builds it), and its environment, with
 * the variables by which the test runner measures coverage.
 */
export function commandLine (env: Record<string, string> = {}) {
  const { PATH, ...rest } = process.env
  const runner = Object.entries(rest).filter(([name]) => takesCoverage && /^_?TAP|^NODE_/.test(name))
  return {
    program: process.execPath,
    args: [fileURLToPath(new URL('../dist/cli.js', import.meta.url))],
    env: { ...Object.fromEntries(runner), PATH, ...env }
  }
}

/** Kill a process after the test, or after 30 s, so that the test fails instead of hanging. */
export function guard<Child extends ChildProcess> (t: Test, child: Child): Child {
  const watchdog = setTimeout(() => child.kill('SIGKILL'), 30_000)
  t.teardown(() => { clearTimeout(watchdog); child.kill('SIGKILL') })
  return child
}

/** Run the command. It is killed after the test if it still runs. */
export function runCommand (t: Test, args: string[] = [], given: Record<string, string> = {}) {
  const { program, args: prefix, env } = commandLine(given)
  const child = guard(t, spawn(program, [...prefix, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] }))

  const lines: string[] = []
  const reader = createInterface(child.stdout)
  const firstLine = once(reader, 'line')
  reader.on('line', (line) => lines.push(line))
  const stderr = text(child.stderr)
  const exit = once(child, 'close').then(async ([code, signal]) => ({ code, signal, stderr: await stderr }))
  return {
    child,
    /** The lines of standard output so far. */
    lines,
    /** Returns the ready line, decoded. Rejects if the command exits without one. */
    ready: async (): Promise<{ url: string, msg: string }> => await Promise.race([
      firstLine.then(([line]) => JSON.parse(line)),
      exit.then(({ code, stderr }) => { throw new Error(`ended with ${code} before it was ready: ${stderr}`) })
    ]),
    exit
  }
}
