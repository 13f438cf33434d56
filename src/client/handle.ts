/** Define the handle of a running fake, in this process or elsewhere. */
import { worldKey } from '../world/keys.ts'
import type { Transport } from '../control/call.ts'
import { createWorldClient, type World } from './world.ts'

/** A running fake. The functions of World act on its default world. */
export interface FakeSfox extends World, AsyncDisposable {
  /** Base URL without a slash at the end, for example `http://127.0.0.1:7369`. */
  url: string
  version: string
  /** Identifies the fake; each start has a new one. */
  instance: string
  /** Returns the environment variables for an application under test. */
  env: () => { SFOX_BASE_URL: string, SFOX_ENTERPRISE_API_KEY: string }
  /** Returns a world by its name, 1 to 64 of `A-Z a-z 0-9 . _ -`. Throws a RangeError for any other name. */
  world: (name: string) => World
  /**
   * Stops the fake: in-flight requests get a moment, all other connections are cut. If the handle comes from
   * `connectFakeSfox()`, only the handle is closed and the fake runs on.
   */
  close: () => Promise<void>
}

/** The parts of a handle. */
export interface HandleSource extends Pick<FakeSfox, 'key' | 'url' | 'version' | 'instance'> {
  transport: Transport
  /** Called once, with the error that rejects later calls. */
  close: (reason: Error) => Promise<void>
}

/** Create the handle of a fake. */
export function createHandle ({ key, url, version, instance, ...source }: HandleSource): FakeSfox {
  let reason: Error | undefined
  let closed: Promise<void> | undefined
  const transport: Transport = async (call) => {
    if (reason) throw reason
    return await source.transport(call)
  }
  async function close (): Promise<void> {
    reason ??= new Error(`the handle of the fake-sfox at ${url} is closed`)
    await (closed ??= source.close(reason))
  }
  return {
    ...createWorldClient(transport, key),
    url,
    version,
    instance,
    env: () => ({ SFOX_BASE_URL: url, SFOX_ENTERPRISE_API_KEY: key }),
    world: (name) => createWorldClient(transport, worldKey(key, name)),
    close,
    [Symbol.asyncDispose]: close
  }
}
