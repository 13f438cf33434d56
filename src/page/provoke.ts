/** Provoke the outcomes of the catalogue. No DOM types here: the tests run this file in Node too. */
import type { RequestExample } from '../resources/example.ts'
import type { Outcome } from '../vendor/catalogue-schema.ts'
import { exampleUser } from '../resources/example.ts'
import { tokensPath } from '../resources/user-tokens/examples.ts'
import { bearer, type Api, type CallResponse } from './api.ts'

/** How long to wait for each response, in ms. Some outcomes never send one. */
const defaultTimeout = 4000

/**
 * Provoke an outcome: by its requests; if it has none, by its magic id; otherwise by its fault.
 *
 * @param provocation - of an outcome of the catalogue
 * @param timeout - of each request, in ms
 * @returns the last response; rejects as `fetch()` does if there is no complete one
 */
export async function provoke (
  api: Api, { before = [], request, magic_id: magicId, fault }: Outcome['provoke'], timeout = defaultTimeout
): Promise<CallResponse> {
  if (request) {
    const responses: unknown[] = []
    for (const step of before) responses.push((await send(api, step, responses, timeout)).json)
    return await send(api, request, responses, timeout)
  }
  if (magicId !== undefined) return await mint(api, magicId, timeout)
  await api.control('POST', '/faults', { ...fault, times: 1, match: { path: `${tokensPath}/${exampleUser}` } })
  return await mint(api, exampleUser, timeout)
}

async function send (
  api: Api, example: RequestExample, responses: unknown[], timeout: number
): Promise<CallResponse> {
  const { method, path, authorization, accept, body, padding = 0 } = example
  return await api.call({
    method,
    path: fill(path, responses),
    headers: {
      ...(authorization !== null && { authorization: await fillCredential(api, authorization) }),
      ...(accept !== undefined && { accept })
    },
    ...(body !== undefined && { body: fill(body, responses) + ' '.repeat(padding) }),
    signal: AbortSignal.timeout(timeout)
  })
}

async function mint (api: Api, userId: string, timeout = defaultTimeout): Promise<CallResponse> {
  return await api.call({
    method: 'POST', path: `${tokensPath}/${userId}`, headers: bearer(api.key), signal: AbortSignal.timeout(timeout)
  })
}

const mintToken = async (api: Api, userId: string): Promise<string> => (await mint(api, userId)).json.data.token

/** Functions that return the values of the placeholders in an Authorization header. */
export const credentials: Record<string, (api: Api) => Promise<string>> = {
  '{key}': async ({ key }) => key,
  '{token}': async (api) => await mintToken(api, exampleUser),
  '{expired_token}': async (api) => await mintToken(api, 'fake:expired'),
  async '{revoked_token}' (api) {
    const token = await mintToken(api, exampleUser)
    await api.control('POST', '/tokens/revoke', { token })
    return token
  }
}

async function fillCredential (api: Api, authorization: string): Promise<string> {
  const [placeholder = ''] = /\{\w+\}/.exec(authorization) ?? []
  const credential = await credentials[placeholder]?.(api) ?? placeholder
  return authorization.replace(placeholder, () => credential)
}

/** Replace each `{1.id}` with the property `id` of the second response. */
export function fill (text: string, responses: unknown[]): string {
  return text.replaceAll(/\{(\d+\.[\w.]+)\}/g, (placeholder, path: string) => {
    const value = path.split('.').reduce((parent: any, name) => parent?.[name], responses)
    if (typeof value !== 'string' && typeof value !== 'number') throw new Error(`no earlier response has ${placeholder}`)
    return String(value)
  })
}
