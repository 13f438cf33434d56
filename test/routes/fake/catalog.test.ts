import t from 'tap'
import { reasons } from '../../../src/errors.ts'
import type { Outcome } from '../../../src/schemas/catalog.ts'
import type { FaultInput } from '../../../src/schemas/faults.ts'
import { control, key, mintToken, start, tokensPath } from '../../helper.ts'

const outcomesOf = async (sfox: { url: string }): Promise<Outcome[]> => (await control(sfox, 'GET', '/catalog')).json.outcomes

/** What can be held against an example: that a list is one, and the properties of anything else. */
const shapeOf = (value: unknown) => Array.isArray(value) ? 'a list' : Object.keys(value as object)

/** Sends a request of the catalogue, with credentials in the place of its placeholders. */
async function send (url: string, { method, path, authorization, accept, body }: NonNullable<Outcome['provoke']['request']>) {
  const token = await mintToken(url, 'a')
  const revoked = await mintToken(url, 'revoked')
  await control({ url }, 'POST', '/tokens/revoke', { token: revoked })
  const credentials: Record<string, string> = {
    '{key}': key, '{token}': token, '{expired_token}': await mintToken(url, 'fake:expired'), '{revoked_token}': revoked
  }
  const header = authorization?.replaceAll(/\{\w+\}/g, (name) => credentials[name] as string)
  return await fetch(url + path, {
    method,
    headers: { ...(header !== undefined && { authorization: header }), ...(accept !== undefined && { accept }) },
    ...(body !== undefined && { body })
  })
}

t.test('every outcome that says how is provoked that way', async (t) => {
  const sfox = await start(t)
  const outcomes = await outcomesOf(sfox)
  t.strictSame(reasons.filter((reason) => !outcomes.some((outcome) => outcome.reason === reason)), [])
  const withoutWay = outcomes.filter(({ provoke }) => Object.keys(provoke).length === 0)
    .map(({ reason, when }) => reason ?? when)
  t.strictSame(withoutWay, [
    'a user is read',
    'a verification code is sent to a PENDING user; `GET /_fake/users/:user_id` shows it',
    'a verification code is confirmed',
    'a user without balances is deactivated',
    'the linked bank account is verified by its micro-deposits, which `GET /_fake/users/:user_id` shows',
    'the amounts of the micro-deposits are wrong',
    'the linked bank account is unlinked',
    'the linked bank account is onboarded for ACH',
    'a deposit is made',
    'an order is read',
    'an open order is cancelled',
    'an order that is no longer open is cancelled',
    'several orders are cancelled, and at least one is open',
    'body-too-large', 'already-registered', 'email-verified', 'phone-verified', 'email-not-verified', 'wrong-code',
    'user-not-verified',
    'account-not-empty', 'bank-account-linked', 'wrong-amounts', 'too-many-attempts', 'unknown-bank-account',
    'bank-account-not-verified', 'not-onboarded', 'over-deposit-limit', 'duplicate-client-order-id', 'insufficient-funds',
    'internal-error'
  ], 'those take something to be there before, or more than a request')

  for (const { status, reason, body, provoke: { request, magic_id: magicId, fault } } of outcomes) {
    const mintFor = async (id: string) => {
      const signal = AbortSignal.timeout(id === 'fake:hang' || (fault as FaultInput | undefined)?.connection === 'hang' ? 50 : 20_000)
      const headers = { authorization: `Bearer ${key}` }
      return await fetch(`${sfox.url}${tokensPath}/${id}`, { method: 'POST', headers, signal })
    }
    const ways: Array<[string, () => Promise<Response>]> = []
    if (request) ways.push([`${request.method} ${request.path} ${request.authorization}`, async () => await send(sfox.url, request)])
    if (magicId !== undefined) ways.push([magicId, async () => await mintFor(magicId)])
    if (fault) {
      ways.push([JSON.stringify(fault), async () => {
        await sfox.faults.add(fault as FaultInput)
        return await mintFor('a')
      }])
    }
    for (const [name, provoke] of ways) {
      await sfox.reset()
      if (status === null) {
        await t.rejects(async () => await (await provoke()).text(), name)
      } else {
        const answer = await provoke()
        t.equal(answer.status, status, name)
        t.equal(answer.headers.get('x-fake-sfox-reason'), reason)
        if (body === 'not JSON') await t.rejects(answer.json())
        else t.strictSame(shapeOf(await answer.json()), shapeOf(body), name)
      }
    }
  }
})

t.test('what is documented names its source, and nothing else claims to be', async (t) => {
  for (const { documented, source, note, when } of await outcomesOf(await start(t))) {
    t.equal(source !== null, documented, when)
    t.ok(documented || note !== null, when)
  }
})

t.test('it tells of the assumptions in force, and claims no source for a status that was set', async (t) => {
  const fixtures = { assumptions: { 'unknown-key': { status: 403, error: 'no' }, 'missing-credentials': { error: 'none' } } }
  const outcomes = await outcomesOf(await start(t, { fixtures }))
  const row = (reason: string) => outcomes.find((outcome) => outcome.reason === reason)
  t.match(row('unknown-key'), { status: 403, body: { error: 'no' }, documented: false, source: null })
  t.match(row('missing-credentials'), { status: 401, body: { error: 'none' }, documented: true })
})

t.test('the key is not in it', async (t) => {
  const sfox = await start(t, { key: 'other-key-0123' })
  t.notMatch((await control(sfox, 'GET', '/catalog', undefined, { authorization: 'Bearer other-key-0123' })).text, 'other-key-0123')
})
