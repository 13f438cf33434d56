/** What the tests share: applications and processes that clean up after themselves, and transports to reach them. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createRequire, syncBuiltinESMExports } from 'node:module'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { createInterface } from 'node:readline'
import timers from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import './documented-answers.ts'
import { createFakeSfox } from '../src/app.ts'
import { connectFakeSfox } from '../src/client/connect.ts'
import type { FakeSfox } from '../src/client/fake-sfox.ts'
import type { FakeSfoxOptions } from '../src/options.ts'
import { startFakeSfox } from '../src/server.ts'

export const key = 'fake-enterprise-key'
export const authorization = `Bearer ${key}`
export const tokenPattern = /^[0-9a-f]{64}$/
export const tokensPath = '/v1/enterprise/user-tokens'

/** An instant for clocks that stand still. */
export const frozen = { now: '2026-01-31T12:00:00.500Z', freeze: true } as const

/** An application in process, closed after the test. */
export function build (t: Test, options?: FakeSfoxOptions) {
  const app = createFakeSfox(options)
  t.teardown(async () => await app.close())
  return app
}

/** A fake that listens, closed after the test. */
export async function start (t: Test, options?: FakeSfoxOptions) {
  const sfox = await startFakeSfox(options)
  t.teardown(async () => await sfox.close())
  return sfox
}

/** Runs something while whoever sleeps, sleeps on: if it comes to an end, it did not wait for time to pass. */
export async function whileTimeStands (run: () => Promise<void>): Promise<void> {
  const { setTimeout } = timers
  timers.setTimeout = async () => await new Promise<never>(() => {})
  syncBuiltinESMExports()
  try {
    await run()
  } finally {
    timers.setTimeout = setTimeout
    syncBuiltinESMExports()
  }
}

/** The two ways to hold a fake: in this process, and connected to by its URL. Closed after the test. */
export const handles: Record<string, (t: Test, options?: FakeSfoxOptions) => Promise<FakeSfox>> = {
  'in process': start,
  async connected (t, options) {
    const { url, key } = await start(t, options)
    const sfox = await connectFakeSfox(url, { key })
    t.teardown(async () => await sfox.close())
    return sfox
  }
}

/** Declares a test that holds whichever way the fake is held. */
export function overBoth (t: Test, name: string, run: (t: Test, open: typeof start) => Promise<void>) {
  for (const [way, open] of Object.entries(handles)) t.test(`${name}, ${way}`, async (t) => await run(t, open))
}

/** What an application under test does: asks for tokens, over HTTP. */
export async function mint (url: string, ids: unknown[] | string, credential: string = key): Promise<Answer> {
  const path = typeof ids === 'string' ? `${tokensPath}/${encodeURIComponent(ids)}` : tokensPath
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${credential}` },
    ...(typeof ids !== 'string' && { body: JSON.stringify({ data: ids }) })
  })
  return asAnswer(answer.status, Object.fromEntries(answer.headers), await answer.text())
}

/** The one token of a good answer. */
export async function mintToken (url: string, id: string, credential?: string): Promise<string> {
  return (await mint(url, id, credential)).json.data.token
}

/** Calls a control route as it is, for what the client does not let one do. */
export async function control (
  { url }: { url: string }, method: string, path: string, body?: unknown, headers: Record<string, string> = {}
): Promise<Answer> {
  return await request(`${url}/_fake${path}`, method, { authorization, ...headers }, body)
}

/** What an application under test does with one credential, the enterprise key where none is given. */
export function client ({ url }: { url: string }, credential: string = key) {
  const headers = { authorization: `Bearer ${credential}` }
  return async (method: string, path: string, body?: unknown) => await request(`${url}/v1${path}`, method, headers, body)
}

/** The same with a new token of a user. */
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

/** What a refusal says: its status, cause and text. */
export const because = ({ status, headers, json }: Answer) => [status, headers['x-fake-sfox-reason'], json.error]

/** A bank account as the documents send it. */
export const bankDetails = {
  type: 'individual',
  bankAccountType: 'checking',
  isInternational: false,
  accountnumber: '123456789',
  routingnumber: '987654321',
  wireRoutingnumber: '987654321',
  enableWires: true,
  firstname: 'Ada',
  lastname: 'Client'
}

/** A registration as the documents send it. */
export const registration = (id: string) => ({
  account_type: 'individual',
  account_role: 'client',
  user_id: id,
  first_name: 'Ada',
  last_name: 'Client',
  email: 'ada@example.com',
  phone_country_code: 'US',
  phone_number: '+14155550100',
  account_purpose: 'Investing',
  individual: { dob: '1990-12-31' }
})

/** An order that rests. */
export const limitOrder = { currency_pair: 'btcusd', algorithm_id: 201, quantity: 0.1, price: 36431 }

/** Runs something that has to fail on a mistake in the options, and gives the message. */
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

/** Calls an application without a socket. */
export function overInject (t: Test, options?: FakeSfoxOptions): Transport {
  const app = build(t, options)
  return async ({ method = 'POST', path, headers = {}, body }) => {
    const answer = await app.inject({
      method: method as 'POST', url: path, headers, ...(body === undefined ? {} : { payload: body })
    })
    return asAnswer(answer.statusCode, answer.headers, answer.payload)
  }
}

/** Calls an application over HTTP. */
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

/** Undefined for what is not JSON, whatever it says it is. */
function decode (type: unknown, body: string): any {
  try {
    return String(type).startsWith('application/json') ? JSON.parse(body) : undefined
  } catch {
    return undefined
  }
}

/** Asks for tokens the way the documents say. */
export const mintList = (data: unknown, headers: Record<string, string> = {}): Call =>
  ({ path: tokensPath, headers: { authorization, ...headers }, body: JSON.stringify({ data }) })

/** Sends bytes as they are and reads until the server closes. */
export async function sendRaw (url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.write(bytes)
  return await text(socket)
}

/** Whether tap takes coverage of this process. */
export const takesCoverage = process.env._TAPJS_PROCESSINFO_COVERAGE_ === '1'

// tap adds its loader to whatever is spawned, which makes a start of the command twice as long.
if (!takesCoverage) createRequire(import.meta.url)('process-on-spawn').removeAllListeners('spawn')

/**
 * The compiled command as a program and its first argument, and the environment that it needs under the test runner
 * for its coverage to be counted. (Compiled, since that is what people run; `npm test` builds it.)
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

/** Kills a process after the test, or before where it hangs, so that the test fails instead of hanging as well. */
export function guard<Child extends ChildProcess> (t: Test, child: Child): Child {
  const watchdog = setTimeout(() => child.kill('SIGKILL'), 30_000)
  t.teardown(() => { clearTimeout(watchdog); child.kill('SIGKILL') })
  return child
}

/** Runs the command. Whatever is left of it is killed after the test. */
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
    /** Lines of standard output so far. */
    lines,
    /** The ready line, decoded. Rejects where the command ends without one. */
    ready: async (): Promise<{ url: string, msg: string }> => await Promise.race([
      firstLine.then(([line]) => JSON.parse(line)),
      exit.then(({ code, stderr }) => { throw new Error(`ended with ${code} before it was ready: ${stderr}`) })
    ]),
    exit
  }
}
