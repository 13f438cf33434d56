/** Check that a server is a fake-sfox before anything else is sent to it. */
import type { Identity } from '../control/about.ts'
import { clearTimeout, setTimeout } from '../values/real-timers.ts'
import { createCaller, type ControlError } from './call.ts'
import { fetchTransport } from './transport.ts'
import type { Transport } from '../control/call.ts'

/** Timeout of `assertFakeSfox()`, in ms. */
const timeout = 5000

/**
 * Assert that a base URL is that of a fake-sfox, in the set-up of tests that must never reach sFOX. It sends only
 * `GET /_fake`, without credentials, and nothing at all to sFOX's own hosts.
 *
 * @param url - the base URL that the application under test will use, for example `process.env.SFOX_BASE_URL`, or a URL
 *   object
 * @throws rejects with an Error that says what is wrong: not a URL, a host of sFOX's, no server or another program
 *   there, no answer within 5 s
 */
export async function assertFakeSfox (url: string | URL | undefined): Promise<void> {
  await assertWithin(timeout, url)
}

/** Do what `assertFakeSfox()` does, with a timeout in ms. */
export async function assertWithin (timeout: number, url: string | URL | undefined): Promise<void> {
  const base = checkUrl(url)
  const { transport, close } = fetchTransport(base)
  const timer = setTimeout(() => close(new Error(`no answer within ${timeout} ms`)), timeout)
  try {
    await identify(transport, base)
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Check the form and the host of a base URL.
 *
 * @returns the URL without a slash at the end
 * @throws an Error if it is not an HTTP URL, or is one of sFOX's own
 */
export function checkUrl (given: string | URL | undefined): string {
  if (!given) throw new Error('no URL of a fake-sfox is given: is SFOX_BASE_URL set?')
  const url = String(given)
  if (!URL.canParse(url) || !/^https?:/i.test(url)) {
    throw new Error(`${url} is not the URL of a fake-sfox: use one like http://127.0.0.1:7369`)
  }
  const { host, hostname } = new URL(url)
  if (/(?:^|\.)sfox\.com\.?$/.test(hostname)) throw new Error(`${host} is sFOX itself, not a fake: nothing was sent there`)
  return url.replace(/\/+$/, '')
}

/**
 * Ask a server for its identity.
 *
 * @param url - its base URL, for error messages
 * @throws rejects with an Error that names the URL if no server answers, or another program does
 */
export async function identify (transport: Transport, url: string): Promise<Identity> {
  const identity = await createCaller(transport).get<Identity | undefined>('').catch((cause) => {
    throw new Error(`there is no fake-sfox at ${url} (${reasonOf(cause)})`, { cause })
  })
  if (identity?.name !== 'fake-sfox') throw new Error(`the server at ${url} is not a fake-sfox`)
  return identity
}

/** Return the status of a refusal, else the reason of a failure, which `fetch()` has in the cause of its error. */
function reasonOf ({ status, message, cause }: Partial<ControlError>): string | undefined {
  if (status !== undefined) return `status ${status}`
  const { code, message: deeper } = (cause ?? {}) as NodeJS.ErrnoException
  return code ?? deeper ?? message
}
