/**
 * sFOX clients as they exist, pointed at the fake by its base URL alone: each mints for one user and for several,
 * sends no data, and reads a refusal. What they do wrong (docs/reference/fidelity.md, "What clients do") they do here.
 */
import t, { type Test } from 'tap'
import axios from 'axios'
import oldAxios from 'axios-0.21'
import { request } from 'undici'
import type { FakeSfox } from '../../src/index.ts'
import { start, tokenPattern } from '../helper.ts'

interface Minted { token: string, expires: string, partner_user_id: string }
interface Refused { status: number, error: string, reason: string | undefined }

/** The calls of each client. `refused` sends a mint that is refused. */
interface Client {
  one: (userId: string) => Promise<Minted>
  several: (userIds: string[]) => Promise<Minted[]>
  refused: (key: string) => Promise<Refused>
}

type Environment = ReturnType<FakeSfox['env']>
type Axios = (config: object) => Promise<{ status: number, data: any }>

const axiosClient = (send: Axios) => ({ SFOX_BASE_URL: base, SFOX_ENTERPRISE_API_KEY: key }: Environment): Client => ({
  async one (userId) {
    const response = await send({
      method: 'post', url: `${base}/v1/enterprise/user-tokens/${userId}`, headers: { Authorization: `Bearer ${key}` }
    })
    return response.data.data
  },
  async several (userIds) {
    const response = await send({
      method: 'post',
      url: `${base}/v1/enterprise/user-tokens`,
      headers: { Authorization: `Bearer ${key}` },
      data: { data: userIds }
    })
    return response.data.data
  },
  async refused (wrong) {
    try {
      await send({
        method: 'post', url: `${base}/v1/enterprise/user-tokens/a`, headers: { Authorization: `Bearer ${wrong}` }
      })
    } catch (error) {
      // Read without a guard, as real error handlers do: a refusal has to have a response.
      const { status, data, headers } = (error as { response: any }).response
      return { status, error: data.error, reason: headers['x-fake-sfox-reason'] }
    }
    throw new Error('not refused')
  }
})

const fetchClient = ({ SFOX_BASE_URL: base, SFOX_ENTERPRISE_API_KEY: key }: Environment): Client => {
  const send = async (path: string, init: object = {}, credential = key) => await fetch(`${base}/v1/enterprise/${path}`, {
    method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${credential}` }, ...init
  })
  return {
    one: async (userId) => (await (await send(`user-tokens/${userId}`)).json() as { data: Minted }).data,
    several: async (data) =>
      (await (await send('user-tokens', { body: JSON.stringify({ data }) })).json() as { data: Minted[] }).data,
    async refused (wrong) {
      const response = await send('user-tokens/a', {}, wrong)
      const { error } = await response.json() as { error: string }
      return { status: response.status, error, reason: response.headers.get('x-fake-sfox-reason') ?? undefined }
    }
  }
}

const undiciClient = ({ SFOX_BASE_URL: base, SFOX_ENTERPRISE_API_KEY: key }: Environment): Client => {
  const send = async (path: string, body?: string, credential = key) => await request(`${base}/v1/enterprise/${path}`, {
    method: 'POST', headers: { authorization: `Bearer ${credential}` }, ...(body !== undefined && { body })
  })
  return {
    one: async (userId) => (await (await send(`user-tokens/${userId}`)).body.json() as { data: Minted }).data,
    several: async (data) =>
      (await (await send('user-tokens', JSON.stringify({ data }))).body.json() as { data: Minted[] }).data,
    async refused (wrong) {
      const { statusCode, headers, body } = await send('user-tokens/a', undefined, wrong)
      const { error } = await body.json() as { error: string }
      return { status: statusCode, error, reason: headers['x-fake-sfox-reason'] as string }
    }
  }
}

const clients: Record<string, (env: Environment) => Client> = {
  'axios 1': axiosClient(axios as unknown as Axios),
  'axios 0.21': axiosClient(oldAxios as unknown as Axios),
  fetch: fetchClient,
  undici: undiciClient
}

async function works (t: Test, client: Client) {
  const one = await client.one('client_account_1')
  t.match(one.token, tokenPattern)
  t.match(one.expires, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  t.equal(one.partner_user_id, 'client_account_1')

  const ids = ['connectedd', '236f5cdc-7h82-6fh3-h37s-9382840de46575', 'connectedd']
  const several = await client.several(ids)
  t.strictSame(several.map((item) => item.partner_user_id), ids)
  for (const { token, expires } of several) {
    t.match(token, tokenPattern)
    t.match(expires, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  }

  const refusals: Array<[string, string]> = [['wrong', 'unknown-key'], ['undefined', 'unknown-key'], ['', 'malformed-credentials']]
  for (const [key, reason] of refusals) {
    const refused = await client.refused(key)
    t.equal(refused.status, 401)
    t.equal(refused.reason, reason)
    t.type(refused.error, 'string')
  }
}

for (const [name, connect] of Object.entries(clients)) {
  t.test(name, async (t) => {
    const sfox = await start(t)
    await works(t, connect(sfox.env()))
    await works(t, connect({ ...sfox.env(), SFOX_ENTERPRISE_API_KEY: sfox.world('w').key }))
  })
  t.test(`${name}, with a base URL that ends in a slash`, async (t) => {
    const { SFOX_BASE_URL: base, ...rest } = (await start(t)).env()
    await works(t, connect({ SFOX_BASE_URL: `${base}/`, ...rest }))
  })
}
