/** The handle of a fake that runs, in this process or elsewhere. */
import { worldKey } from '../world/keys.ts'
import type { Transport } from './transport.ts'
import { createWorldClient, type World } from './world.ts'

/** A fake that runs. Its own world is the default one. */
export interface FakeSfox extends World, AsyncDisposable {
  /** Base URL, such as `http://127.0.0.1:7369`, without a slash at the end. */
  url: string
  version: string
  /** New for each fake, so that two of them can be told apart. */
  instance: string
  /** The environment for an application under test. */
  env: () => { SFOX_BASE_URL: string, SFOX_ENTERPRISE_API_KEY: string }
  /** A world by its name, 1 to 64 of `A-Z a-z 0-9 . _ -`; throws a RangeError for any other. */
  world: (name: string) => World
  /**
   * Stops the fake, soon: requests in flight get a moment, everything else is cut. One that was connected to is let go
   * of, and runs on.
   */
  close: () => Promise<void>
}

/** What a handle is made from. */
export interface HandleSource extends Pick<FakeSfox, 'key' | 'url' | 'version' | 'instance' | 'close'> {
  transport: Transport
}

/**
 * Makes the handle of a fake.
 *
 * @param source - who it is, how to reach it and how to let go of it
 * @returns the handle
 */
export function createHandle ({ transport, key, url, version, instance, close }: HandleSource): FakeSfox {
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
