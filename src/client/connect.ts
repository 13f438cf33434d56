/** Steers a fake that runs elsewhere. */
import { defaultKey } from '../world/keys.ts'
import { createCaller, type ControlError } from './call.ts'
import { createHandle, type FakeSfox } from './fake-sfox.ts'
import { checkUrl, identify } from './identify.ts'
import { fetchTransport, type Transport } from './transport.ts'

/** Which key to use. */
export interface ConnectOptions {
  /** The enterprise key that the fake was started with. */
  key?: string | undefined
}

/**
 * Connects to a fake that runs elsewhere. The key is sent only once it is sure that a fake-sfox answers there.
 *
 * @param url - its base URL, with or without a slash at the end
 * @param options - the key; `fake-enterprise-key` where not said
 * @returns its handle, which is used like that of `startFakeSfox()`; `close()` lets go of it and ends what still waits
 * @throws rejects with an Error that names the URL where it is none or sFOX's own, nobody answers, a stranger answers,
 *   or the fake does not take the key
 */
export async function connectFakeSfox (
  url: string, { key = defaultKey }: ConnectOptions = {}
): Promise<FakeSfox> {
  const base = checkUrl(url)
  const { transport, close: end } = fetchTransport(base)
  const { version, instance } = await identify(transport, base)
  await checkKey(transport, base, key)

  const close = async () => end(new Error(`the handle of the fake-sfox at ${base} is closed`))
  return createHandle({ transport, key, url: base, version, instance, close })
}

async function checkKey (transport: Transport, url: string, key: string): Promise<void> {
  await createCaller(transport, key).get('/clock').catch((cause: ControlError) => {
    if (cause.status !== 401) throw cause
    throw new Error(`the fake-sfox at ${url} does not take this key`, { cause })
  })
}
