/** Connect to a fake that runs elsewhere. */
import { defaultKey } from '../world/keys.ts'
import { createCaller, type ControlError } from './call.ts'
import { createHandle, type FakeSfox } from './handle.ts'
import { checkUrl, identify } from './identify.ts'
import { fetchTransport } from './transport.ts'
import type { Transport } from '../control/call.ts'

/** Options of `connectFakeSfox()`. */
export interface ConnectOptions {
  /** The enterprise key that the fake was started with. */
  key?: string | undefined
}

/**
 * Connect to a fake that runs elsewhere. The key is sent only after the server has identified itself as a fake-sfox.
 *
 * @param url - its base URL, with or without a slash at the end, as text or as a URL object
 * @param options - the key; `fake-enterprise-key` by default
 * @returns a handle like that of `startFakeSfox()`. Its `close()` ends pending calls; the fake runs on.
 * @throws rejects with an Error that names the URL if it is not a URL or is sFOX's own, if no server or another program
 *   answers there, or if the fake does not accept the key
 */
export async function connectFakeSfox (
  url: string | URL, { key = defaultKey }: ConnectOptions = {}
): Promise<FakeSfox> {
  const base = checkUrl(url)
  const { transport, close: end } = fetchTransport(base)
  const { version, instance } = await identify(transport, base)
  await checkKey(transport, base, key)

  return createHandle({ transport, key, url: base, version, instance, close: async (reason) => end(reason) })
}

async function checkKey (transport: Transport, url: string, key: string): Promise<void> {
  await createCaller(transport, key).get('/clock').catch((cause: ControlError) => {
    if (cause.status !== 401) throw cause
    throw new Error(`the fake-sfox at ${url} does not accept this key: pass the key that it was started with`, { cause })
  })
}
