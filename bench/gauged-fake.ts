/** Start the compiled command in its own process, send it load, and measure its memory. */
/* c8 ignore start -- a benchmark, which the tests do not cover */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { Pool } from 'undici'
import { worldKey } from '../src/world/keys.ts'

/** The memory of a process after garbage collection. */
export interface Holding {
  /** The heap and external memory, in bytes. */
  heap: number
  /** Resident memory, in bytes. */
  rss: number
  /** Open connections. */
  sockets: number
}

export interface Call {
  /** POST by default. */
  method?: 'GET' | 'POST' | 'DELETE'
  path: string
  /** A key or a token; the key of the default world by default. */
  credential?: string
  body?: object
}

/** A running fake. Its owner has to dispose of it. */
export interface GaugedFake extends AsyncDisposable {
  url: string
  /** Sends a request. Requests are pipelined over two connections, which takes little CPU time of the client. */
  call: (call: Call) => Promise<{ status: number, text: string }>
  measure: () => Promise<Holding>
  /** Closes the client's connections. */
  hangUp: () => Promise<void>
}

/** The default world's key. */
export const key = 'fake-enterprise-key'

/** The key of a world. */
export const keyOf = (world: string) => worldKey(key, world)

const connections = 2
const pipelining = 16

/** Start a fake. */
export async function startGauged (): Promise<GaugedFake> {
  const child = fork(fileURLToPath(new URL('../dist/cli.js', import.meta.url)), ['--port', '0', '--log-level', 'warn'], {
    execArgv: ['--expose-gc', '--import', new URL('gauge.js', import.meta.url).href],
    // Without the environment's options for Node or the fake.
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc']
  })
  const output = child.stdout as Readable
  const [ready] = await once(createInterface(output), 'line') as [string]
  output.resume()
  const { url } = JSON.parse(ready)
  const pool = new Pool(url, { connections, pipelining })

  return {
    url,
    async call ({ method = 'POST', path, credential = key, body }) {
      const headers = { authorization: `Bearer ${credential}` }
      const given = body ? JSON.stringify(body) : null
      // Not idempotent in fact, but otherwise undici would wait for earlier responses.
      const answer = await pool.request({ method, path, headers, body: given, idempotent: true, blocking: false })
      return { status: answer.statusCode, text: await answer.body.text() }
    },
    async measure () {
      child.send('measure')
      return (await once(child, 'message') as [Holding])[0]
    },
    hangUp: async () => await pool.close(),
    async [Symbol.asyncDispose] () {
      await pool.destroy()
      child.kill()
      await once(child, 'close')
    }
  }
}

/** Repeat a task concurrently, as long as `goOn` returns true. */
export async function repeatWhile (goOn: () => boolean, once: () => Promise<unknown>): Promise<void> {
  const work = async () => { while (goOn()) await once() }
  await Promise.all(Array.from({ length: connections * pipelining }, work))
}

/** Repeat a task `count` times, concurrently. The task gets its index, from 0. */
export async function repeat (count: number, once: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0
  await repeatWhile(() => next < count, async () => await once(next++))
}
