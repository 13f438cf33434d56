/** Send the examples of endpoints and refusals over any transport, with their placeholders replaced. */
import type { Api } from '../src/page/api.ts'
import { credentials, fill } from '../src/page/provoke.ts'
import type { Credential } from '../src/resources/endpoint.ts'
import { exampleUser, withKey, withToken, type RequestExample } from '../src/resources/example.ts'
import { authorization, because, key, type Answer, type Call, type Transport } from './helper.ts'

/** Sends the examples to one world. */
export interface Player {
  /** Replaces placeholders by values from earlier responses, and the example user by the player's user. */
  fill: (text: string, answers: unknown[]) => string
  /** Sends requests in turn, and returns the decoded bodies of the responses. */
  prepare: (before: readonly RequestExample[] | undefined) => Promise<unknown[]>
  send: (request: RequestExample, answers?: unknown[]) => Promise<Answer>
  /** Sends requests in turn, then the last one, whose response is returned. */
  play: (before: readonly RequestExample[] | undefined, request: RequestExample) => Promise<Answer>
  /** Returns the headers with a credential of this kind. */
  headersFor: (credential: Credential) => Promise<Record<string, string>>
}

/**
 * Create a player of examples.
 *
 * @param transport - sends a request
 * @param world - the key of the world, and the id that replaces the example user
 */
export function playerOver (
  transport: Transport, { key: worldKey = key, user = exampleUser }: { key?: string, user?: string } = {}
): Player {
  const withUser = (text: string) => text.replaceAll(exampleUser, user)
  const call = async ({ path, body, ...rest }: Call) =>
    await transport({ ...rest, path: withUser(path), ...(body !== undefined && { body: withUser(body) }) })

  const api: Api = {
    key: worldKey,
    urlOf: (path) => path,
    async call ({ signal, ...request }) {
      const answer = await call(request)
      const [status, reason, error] = because(answer)
      return { ...answer, status, reason: reason ?? null, error }
    },
    control: async (method, path, body) => (await call({
      method, path: `/_fake${path}`, headers: { authorization: authorization.replace(key, worldKey) }, body: JSON.stringify(body)
    })).json
  }

  async function fillCredential (text: string): Promise<string> {
    const [placeholder = ''] = /\{\w+\}/.exec(text) ?? []
    return text.replace(placeholder, await credentials[placeholder]?.(api) ?? placeholder)
  }

  const send: Player['send'] = async ({ method, path, authorization, accept, body, padding = 0 }, answers = []) => await call({
    method,
    path: fill(path, answers),
    headers: {
      ...(authorization !== null && { authorization: await fillCredential(authorization) }),
      ...(accept !== undefined && { accept })
    },
    ...(body !== undefined && { body: fill(body, answers) + ' '.repeat(padding) })
  })

  const prepare: Player['prepare'] = async (before = []) => {
    const answers: unknown[] = []
    for (const step of before) answers.push((await send(step, answers)).json)
    return answers
  }

  return {
    fill: (text, answers) => withUser(fill(text, answers)),
    prepare,
    send,
    play: async (before, request) => await send(request, await prepare(before)),
    headersFor: async (credential) => credential === 'none'
      ? {}
      : { authorization: await fillCredential(credential === 'user' ? withToken : withKey) }
  }
}
