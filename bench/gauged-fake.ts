/** The compiled command in a process of its own, which is put under load and asked what it holds. */
/* c8 ignore start -- it measures, and is not what the tests cover */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { Pool } from 'undici'
import { worldKey } from '../src/world/keys.ts'

/** What a process holds once its garbage has been collected. */
export interface Holding {
  /** The heap with what lies outside of it, in bytes. */
  heap: number
  /** What the system has given it, in bytes. */
  rss: number
  /** Open connections. */
  sockets: number
}

/** A call to the fake. */
export interface Call {
  /** POST where not said. */
  method?: 'GET' | 'POST' | 'DELETE'
  path: string
  /** The key or token that is presented; the default world's key where not said. */
  credential?: string
  body?: object
}

/** A fake that runs, closed by whoever started it. */
export interface GaugedFake extends AsyncDisposable {
  url: string
  /** Calls it, in a row with other calls over one of two connections: so the caller takes little of the machine. */
  call: (call: Call) => Promise<{ status: number, text: string }>
  measure: () => Promise<Holding>
  /** Closes the caller's connections. */
  hangUp: () => Promise<void>
}

/** The default world's key. */
export const key = 'fake-enterprise-key'

/** The key of a world. */
export const keyOf = (world: string) => worldKey(key, world)

const connections = 2
const pipelining = 16

/**
 * Starts a fake.
 *
 * @returns see GaugedFake
 */
export async function startGauged (): Promise<GaugedFake> {
  const child = fork(fileURLToPath(new URL('../dist/cli.js', import.meta.url)), ['--port', '0', '--log-level', 'warn'], {
    execArgv: ['--expose-gc', '--import', new URL('gauge.js', import.meta.url).href],
    // None of the caller's options for Node or for the fake.
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
      // It is not idempotent, but undici would have it wait for the answers before it.
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

/**
 * Does something again and again, some of it at once.
 *
 * @param goOn - whether to do it once more
 * @param once - does it
 */
export async function repeatWhile (goOn: () => boolean, once: () => Promise<unknown>): Promise<void> {
  const work = async () => { while (goOn()) await once() }
  await Promise.all(Array.from({ length: connections * pipelining }, work))
}

/**
 * Does something so many times, some of it at once.
 *
 * @param count - how many times
 * @param once - does it, and gets the number of the time, from 0
 */
export async function repeat (count: number, once: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0
  await repeatWhile(() => next < count, async () => await once(next++))
}
