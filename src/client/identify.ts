/** Makes sure who answers, before anything else is sent there. */
import type { Static } from '@sinclair/typebox'
import type { IdentitySchema } from '../schemas/identity.ts'
import { createCaller, type ControlError } from './call.ts'
import { fetchTransport, type Transport } from './transport.ts'

/** Who a fake says it is. */
export type Identity = Static<typeof IdentitySchema>

/** How long an answer to `assertFakeSfox()` may take, in ms. */
const patience = 5000

/**
 * Makes sure that a base URL is that of a fake-sfox, for the set-up of tests that must never reach sFOX itself. Nothing
 * but `GET /_fake` is sent, without any credential; to sFOX's own hosts not even that.
 *
 * @param url - the base URL that the application under test will use, such as `process.env.SFOX_BASE_URL`
 * @returns once it is sure
 * @throws rejects with an Error that says what is wrong: no URL, a host of sFOX's, nobody or somebody else who answers,
 *   no answer within 5 s
 */
export async function assertFakeSfox (url: string | undefined): Promise<void> {
  const base = checkUrl(url)
  const { transport, close } = fetchTransport(base)
  const timer = setTimeout(() => close(new Error(`no answer within ${patience} ms`)), patience)
  try {
    await identify(transport, base)
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Checks a base URL by its looks.
 *
 * @param url - anything
 * @returns the URL, without a slash at the end
 * @throws an Error where it is none, or one of sFOX's own
 */
export function checkUrl (url: string | undefined): string {
  if (!url) throw new Error('no URL of a fake-sfox is given: is SFOX_BASE_URL set?')
  if (!URL.canParse(url) || !/^https?:/i.test(url)) throw new Error(`${url} is not the URL of a fake-sfox`)
  const { host, hostname } = new URL(url)
  if (/(?:^|\.)sfox\.com\.?$/.test(hostname)) throw new Error(`${host} is sFOX itself and not a fake: nothing was sent there`)
  return url.replace(/\/+$/, '')
}

/**
 * Asks who answers.
 *
 * @param transport - reaches whoever it is
 * @param url - its base URL, for the messages
 * @returns the identity of a fake-sfox
 * @throws rejects with an Error that names the URL where nobody answers, or somebody else
 */
export async function identify (transport: Transport, url: string): Promise<Identity> {
  const identity = await createCaller(transport).get<Identity | undefined>('').catch((cause) => {
    throw new Error(`there is no fake-sfox at ${url} (${reasonOf(cause)})`, { cause })
  })
  if (identity?.name !== 'fake-sfox') throw new Error(`what answers at ${url} is not a fake-sfox`)
  return identity
}

/** What was answered, or what went wrong at bottom: of `fetch()`'s own errors, the cause says it. */
function reasonOf ({ status, message, cause }: Partial<ControlError>): string | undefined {
  if (status !== undefined) return `status ${status}`
  const { code, message: deeper } = (cause ?? {}) as NodeJS.ErrnoException
  return code ?? deeper ?? message
}
