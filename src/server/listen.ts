/** Start a fake in this process and return its handle. */
import type { AddressInfo } from 'node:net'
import { buildApp } from './app.ts'
import { createHandle, type FakeSfox } from '../client/handle.ts'
import { resolveConfig } from '../options/resolve.ts'
import type { Config, FakeSfoxOptions } from '../options/table.ts'
import { callableUrl } from './callable-url.ts'
import { createPortFile, type PortFile } from './port-file.ts'
import { version } from '../package.ts'
import { ticksWork } from '../values/real-timers.ts'

/**
 * Start a fake in this process.
 *
 * @param options - listens on a free port of 127.0.0.1 by default
 * @returns its handle, when the server is ready
 * @throws rejects with an OptionError for an unknown option, an invalid value or invalid fixtures, and like `listen()`
 */
export async function startFakeSfox (options?: FakeSfoxOptions): Promise<FakeSfox> {
  return await listen(resolveConfig(options))
}

/**
 * Start a fake, pass its handle to a function, and stop the fake when the function returns or throws.
 *
 * @returns the result of `use`
 * @throws rejects like `startFakeSfox()`, and with the error of `use`
 */
export async function withFakeSfox<T> (options: FakeSfoxOptions, use: (sfox: FakeSfox) => T | Promise<T>): Promise<T> {
  const sfox = await startFakeSfox(options)
  try {
    return await use(sfox)
  } finally {
    await sfox.close()
  }
}

const heldBack = 'fake timers hold process.nextTick() or queueMicrotask() back: start the fake before you install them, or ' +
  "leave these two out, for example jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] })"

/**
 * Start a fake from a validated configuration.
 *
 * @returns its handle, when the server is ready
 * @throws rejects with an OptionError for invalid fixtures, and with an Error that has Node's `code` if it cannot
 *   listen (for example `EADDRINUSE`) or cannot write the port file, or if fake timers hold `process.nextTick()` back;
 *   nothing keeps running then
 */
export async function listen (config: Config): Promise<FakeSfox> {
  if (!await ticksWork()) throw new Error(heldBack)
  const { host, key } = config
  const scheme = config.tlsCert === undefined ? 'http' : 'https'
  const { app, instance, dispatch, shutDown } = buildApp(config)
  try {
    await app.listen({ host, port: config.port })
    const bound = app.server.address() as AddressInfo
    const url = callableUrl(scheme, host, bound)
    let portFile: PortFile | undefined
    async function close () {
      // Jest's fake timers replace process.nextTick(), without which Fastify's own close() never ends.
      await Promise.race([shutDown(), app.close()])
      portFile?.remove()
    }
    const handle = createHandle({ transport: dispatch, key, url, version, instance, close })
    // Last, so that a start that fails leaves no file.
    if (config.portFile !== undefined) portFile = createPortFile(config.portFile, bound.port)
    return handle
  } catch (error) {
    await app.close()
    throw error
  }
}
