/**
 * Measure the shutdown time, and print a Markdown table: `close()` in process with 50 keep-alive sockets and a hung
 * request, compared with the `close()` of a bare Fastify with `forceCloseConnections`; and the command, from the signal
 * to its exit. `npm run build` first. `node --import ./scripts/typescript.js bench/stopping.ts [PAIRS]`
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import fastify from 'fastify'
import type * as Package from '../src/index.ts'
import { median, table } from './figures.ts'

const shipped = new URL('../dist/', import.meta.url)
const { startFakeSfox } = await import(new URL('index.js', shipped).href) as typeof Package
const pairs = Number(process.argv[2] ?? 25)
const key = 'fake-enterprise-key'
const mint = `POST /v1/enterprise/user-tokens/fake:hang HTTP/1.1\r\nHost: fake\r\nAuthorization: Bearer ${key}\r\n\r\n`
const health = 'GET /_fake/health HTTP/1.1\r\nHost: fake\r\n\r\n'

/** Open 50 sockets that have had a response, and one whose request hangs. Returns a promise of their closing. */
async function load (url: string, hung: () => Promise<unknown>): Promise<() => Promise<unknown>> {
  const idle = await Promise.all(Array.from({ length: 50 }, async () => await sent(url, health)))
  await Promise.all(idle.map(async (socket) => await once(socket, 'data')))
  const all = [...idle, await sent(url, mint)]
  const closed = Promise.all(all.map(async (socket) => await new Promise((resolve) => socket.once('close', resolve))))
  await hung()
  return async () => await closed
}

async function sent (url: string, bytes: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {})
  await once(socket, 'connect')
  socket.write(bytes)
  return socket
}

async function timed (stop: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await stop()
  return performance.now() - began
}

async function ours (): Promise<number> {
  const sfox = await startFakeSfox()
  const closed = await load(sfox.url, async () => await used(sfox))
  const taken = await timed(async () => await sfox.close())
  await closed()
  return taken
}

/** Resolve when the magic id has hung its request. The server reads connections in the order in which they came. */
async function used ({ url }: { url: string }): Promise<void> {
  await fetch(`${url}/_fake/health`)
}

async function theirs (): Promise<number> {
  const app = fastify({ forceCloseConnections: true })
  const hung = new Promise<void>((resolve) => {
    app.post('/v1/enterprise/user-tokens/:id', async () => { resolve(); await new Promise(() => {}) })
  })
  app.get('/_fake/health', () => ({ status: 'ready' }))
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const closed = await load(url, async () => await hung)
  const taken = await timed(async () => await app.close())
  await closed()
  return taken
}

async function command (busy: boolean): Promise<number> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('cli.js', shipped)), '--log-level', 'silent'], {
    env: { PATH: process.env.PATH, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit']
  })
  const [line] = await once(createInterface(child.stdout), 'line')
  const { url } = JSON.parse(line)
  if (busy) await load(url, async () => await used({ url }))
  const exit = once(child, 'exit')
  return await timed(async () => { child.kill('SIGTERM'); await exit })
}

async function repeated (one: () => Promise<number>): Promise<number[]> {
  const taken: number[] = []
  for (let run = 0; run <= pairs; run++) taken.push(await one())
  return taken.slice(1)
}

const closes: Array<{ ours: number, theirs: number }> = []
for (let pair = 0; pair <= pairs; pair++) closes.push({ theirs: await theirs(), ours: await ours() })
closes.shift()
console.log(table(['50 keep-alive sockets and a hung request', 'fake-sfox', 'bare Fastify', 'ratio', 'at most'], [[
  '`close()`, ms', median(closes.map(({ ours }) => ours)).toFixed(1), median(closes.map(({ theirs }) => theirs)).toFixed(1),
  median(closes.map(({ ours, theirs }) => ours / theirs)).toFixed(2), '20 ms'
]]))
console.log(table(['SIGTERM to exit, ms', 'median', 'at most'], [
  ['idle', median(await repeated(async () => await command(false))).toFixed(0), '500'],
  ['50 keep-alive sockets and a hung request', median(await repeated(async () => await command(true))).toFixed(0), '1000']
]))
