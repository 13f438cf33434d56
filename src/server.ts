/** Listens, and hands out the handle of a fake that runs in this process. */
import type { AddressInfo } from 'node:net'
import { buildApp } from './app.ts'
import { createHandle, type FakeSfox } from './client/fake-sfox.ts'
import { injectTransport } from './client/transport.ts'
import { resolveConfig } from './config.ts'
import type { Config, FakeSfoxOptions } from './options.ts'
import { createPortFile } from './port-file.ts'
import { version } from './version.ts'

/**
 * Starts a fake in this process.
 *
 * @param options - see FakeSfoxOptions; listens on 127.0.0.1 and a free port where nothing else is said
 * @returns its handle, once it can serve
 * @throws rejects with an option error for an unknown option, a bad value or bad fixtures, and as `listen()` does
 */
export async function startFakeSfox (options?: FakeSfoxOptions): Promise<FakeSfox> {
  return await listen(resolveConfig(options))
}

/**
 * Starts a fake, hands it over, and stops it whatever happens.
 *
 * @param options - see FakeSfoxOptions
 * @param use - gets the handle
 * @returns what `use` returned
 * @throws rejects as `startFakeSfox()` does, and with whatever `use` throws
 */
export async function withFakeSfox<T> (options: FakeSfoxOptions, use: (sfox: FakeSfox) => T | Promise<T>): Promise<T> {
  const sfox = await startFakeSfox(options)
  try {
    return await use(sfox)
  } finally {
    await sfox.close()
  }
}

/**
 * Starts a fake from a checked configuration.
 *
 * @param config - see Config
 * @returns its handle, once it can serve
 * @throws rejects with an option error for bad fixtures, and with an Error that has Node's `code` where it cannot
 *   listen (such as `EADDRINUSE`) or cannot write the port file; nothing stays behind then
 */
export async function listen (config: Config): Promise<FakeSfox> {
  const { host, key } = config
  const scheme = config.tlsCert === undefined ? 'http' : 'https'
  const { app, instance } = buildApp(config)
  try {
    await app.listen({ host, port: config.port })
    const { port } = app.server.address() as AddressInfo
    const portFile = config.portFile === undefined ? undefined : createPortFile(config.portFile, port)

    const url = `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`
    let closed: Promise<void> | undefined
    const close = async () => await (closed ??= app.close().finally(() => portFile?.remove()))
    return createHandle({ transport: injectTransport(app), key, url, version, instance, close })
  } catch (error) {
    await app.close()
    throw error
  }
}
