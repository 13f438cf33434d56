/** Carrying out what the catalogue says provokes an outcome. */
import type { Outcome, RequestExample } from '../schemas/catalog.ts'
import { bearer, type Answer, type Api } from './api.ts'
import type { Outcoming } from './state.ts'

/** The route that mints, from the fake's own address on. */
export const tokensPath = '/v1/enterprise/user-tokens'

/** The user whose token `{token}` stands for in the catalogue. */
const exampleUser = 'example-user'

/** How long an outcome may take, in ms; one that hangs would take for ever. */
const patience = 4000

/**
 * Provokes an outcome: by its request, with what comes before it, else by its magic id, else by its fault.
 *
 * @param api - the way to the fake
 * @param provocation - of the catalogue
 * @returns what was answered; rejects as `fetch()` does where no whole answer comes within 4 s
 */
export async function provoke (api: Api, provocation: Outcome['provoke']): Promise<Answer> {
  const { before = [], request, magic_id: magicId, fault } = provocation
  if (request) {
    const answers: unknown[] = []
    for (const step of before) answers.push((await send(step)).json)
    return await send(request)

    async function send ({ method, path, authorization, accept, body, padding = 0 }: RequestExample): Promise<Answer> {
      const credential = authorization === null ? undefined : await fillCredential(api, authorization)
      return await api.call({
        method,
        path: fill(path, answers),
        headers: {
          ...(credential !== undefined && { authorization: credential }), ...(accept !== undefined && { accept })
        },
        ...(body !== undefined && { body: fill(body, answers) + ' '.repeat(padding) }),
        signal: AbortSignal.timeout(patience)
      })
    }
  }
  if (magicId !== undefined) return await mint(api, magicId)
  await api.control('POST', '/faults', { ...fault, times: 1, match: { path: `${tokensPath}/${exampleUser}` } })
  return await mint(api, exampleUser)
}

async function mint (api: Api, userId: string): Promise<Answer> {
  return await api.call({
    method: 'POST', path: `${tokensPath}/${userId}`, headers: bearer(api.key), signal: AbortSignal.timeout(patience)
  })
}

const mintToken = async (api: Api, userId: string): Promise<string> => (await mint(api, userId)).json.data.token

/** What the placeholders in an Authorization header stand for. */
const credentials: Record<string, (api: Api) => Promise<string>> = {
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
  const credential = await credentials[placeholder]?.(api)
  return credential === undefined ? authorization : authorization.replace(placeholder, credential)
}

/** Puts what earlier steps were answered in the place of `{1.id}`: the property `id` of the second one's answer. */
function fill (text: string, answers: unknown[]): string {
  return text.replaceAll(/\{(\d+\.[\w.]+)\}/g, (_, path: string) =>
    String(path.split('.').reduce((value: any, name) => value?.[name], answers)))
}

/**
 * Waits for a call of the vendor's side, whatever comes of it.
 *
 * @param asked - makes the call
 * @returns what came of it, and the answer where there is a whole one
 */
export async function outcomeOf (asked: () => Promise<Answer>): Promise<Outcoming & { answer?: Answer }> {
  try {
    const answer = await asked()
    const { status, reason, error, json } = answer
    return { status, reason, text: error ?? (json === undefined && answer.text !== '' ? 'The body is not JSON.' : undefined), answer }
  } catch (error) {
    const cut = (error as Error).name === 'TypeError'
    return { status: null, reason: null, text: cut ? 'The connection was cut.' : 'No answer came.' }
  }
}
