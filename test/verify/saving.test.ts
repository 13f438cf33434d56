/** Test that a fake with the file that `--save` writes behaves as the server did. */
import t, { type Test } from 'tap'
import {
  chmodSync, existsSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { assumptionTable } from '../../src/vendor/assumptions.ts'
import { readFixtures, type Fixtures } from '../../src/options/fixtures.ts'
import { toIso } from '../../src/values/instant.ts'
import { wallTime } from '../../src/world/clock.ts'
import { mint, start, tokensPath } from '../helper.ts'
import { behind, json, serve } from './servers.ts'
import { everything, twoUsers, verifying } from './verifying.ts'

const today = toIso(wallTime()).slice(0, 10)
const read = (file: string): Fixtures => JSON.parse(readFileSync(file, 'utf8'))

/** Behaviour that differs from the fake's. */
const planted = {
  'mint-list': { status: 200, expires: 'millisecond' },
  'repeated-ids': 'once',
  'unknown-user': { status: 422, error: 'user {user_id} is unknown', headers: { 'x-cause': 'user' } },
  'deactivated-user': { status: 410, error: 'gone: {user_id}' },
  'missing-credentials': { error: 'Unauthorized', headers: { 'www-authenticate': null } },
  'unknown-key': { error: 'invalid key', headers: { 'www-authenticate': 'Bearer realm="api"' } },
  'expired-token': { error: 'token expired on {expires}' },
  'wrong-credential-kind': { status: 401, error: '{given} given where {wanted} is needed' },
  'method-not-allowed': { error: 'cannot {method}', headers: { allow: null } },
  'invalid-body': { status: 422, error: 'bad body: {problem}' },
  'rate-limited': { headers: { 'retry-after': null } },
  'verify-attempts': 2,
  'order-routing': { routing_option: 'Smart', routing_type: 'None', destination: 'x' }
} as const

t.test('a fake with the saved file behaves as the server did', async (t) => {
  const file = join(t.testdir(), 'seen.json')
  const server = await start(t, { fixtures: { assumptions: planted } })
  const { host } = new URL(server.url)
  const first = await verifying(server.url, { ...everything, save: file })
  t.strictSame(first.differing.sort(), Object.keys(planted).sort())
  t.match(first.out, /\n(\d+) observations saved in .*seen\.json\.\n$/)

  const { assumptions = {}, observed = {}, ...rest } = read(file)
  t.strictSame(rest, {})
  const isCompared = ({ verdict, row }: typeof first.lines[number]) => verdict !== 'not comparable' && row in assumptionTable
  const compared = new Set(first.lines.filter(isCompared).map(({ row }) => row))
  t.strictSame(new Set(Object.keys(assumptions)), compared, 'what is as assumed has been observed as well')
  t.strictSame(observed, Object.fromEntries([...compared].map((name) => [name, { date: today, host }])))
  for (const [name, value] of Object.entries(planted)) {
    const saved = assumptions[name as keyof typeof assumptions]
    t.match(saved, value, name)
    if (typeof value === 'object' && 'headers' in value) t.strictSame((saved as { headers: object }).headers, value.headers, name)
  }
  t.strictSame(assumptions['unknown-order'], { status: 404, error: 'There is no order with the id "{id}".' })

  t.strictSame((await verifying(server.url, { ...everything, fixtures: file })).differing, [], 'nothing is left to be learnt')
  const learned = await start(t, { fixtures: file })
  const again = await verifying(learned.url, everything)
  const details = ({ lines }: typeof first) => lines.map(({ detail }) => detail.replaceAll(/verify-[0-9a-f]{8}/g, ''))
  t.strictSame(details(again), details(first))
  t.match(await mint(learned.url, ['fake:unknown-user']), { status: 422, json: { error: 'user fake:unknown-user is unknown' }, headers: { 'x-cause': 'user' } })
})

t.test('a file that is there keeps what was not observed anew', async (t) => {
  const file = join(t.testdir(), 'seen.json')
  const before: Fixtures = {
    $schema: './schema.json',
    users: [{ user_id: 'ada' }],
    assumptions: { 'repeated-ids': 'once', 'fee-rate': 0.01, 'bank-name': 'SOME BANK' },
    observed: { 'repeated-ids': { date: '2026-01-31', host: 'old.invalid' }, 'bank-name': { date: '2026-01-31', host: 'old.invalid' } }
  }
  writeFileSync(file, JSON.stringify(before))
  const url = await behind(t, () => false)
  await verifying(url, { ...twoUsers, save: file })
  const { users, assumptions, observed } = read(file)
  t.strictSame(users, before.users)
  t.match(assumptions, { 'repeated-ids': 'each', 'fee-rate': 0.01, 'bank-name': 'SOME BANK' })
  t.match(observed, { 'repeated-ids': { date: today, host: new URL(url).host }, 'bank-name': { date: '2026-01-31', host: 'old.invalid' } })
  t.notOk('fee-rate' in (observed as object))
  t.doesNotThrow(() => readFixtures(file))
  t.strictSame(readdirSync(join(file, '..')), ['seen.json'])
})

t.test('what cannot be written is said before anything is sent, and what is no fixtures file is left alone', async (t) => {
  const dir = t.testdir({ 'notes.json': '{"mine":1}', folder: {} })
  const { url, requests } = await start(t)
  const refused = async (save: string) => await verifying(url, { save }).then(() => 'nothing', ({ message }) => message)
  t.equal(await refused(join(dir, 'none/seen.json')), `--save: ${join(dir, 'none/seen.json')} cannot be written (ENOENT)`)
  t.match(await refused(join(dir, 'notes.json')), /notes\.json: \/mine is not a known property/)
  t.match(await refused(join(dir, 'folder')), /fixtures file .*folder cannot be read \(EISDIR\)/)
  t.match(await verifying(url, { fixtures: join(dir, 'none.json') }).catch(({ message }) => message), /none\.json cannot be read \(ENOENT\)/)
  t.equal(readFileSync(join(dir, 'notes.json'), 'utf8'), '{"mine":1}')
  t.strictSame(await requests.list(), [])
})

/** Start a server with these answers. */
const answering = async (
  t: Test, answer: (method: string, path: string) => [status: number, type: string, body: string]
) => await serve(t, ({ method = '', url = '' }, reply) => {
  const [status, type, body] = answer(method, url)
  reply.writeHead(status, { 'content-type': type, 'x-request-of': 'you' }).end(body)
})

t.test('what no assumption can say is not saved, and named', async (t) => {
  const file = join(t.testdir(), 'seen.json')
  const html = await answering(t, () => [404, 'text/html', '<h1>Not found</h1>'])
  const none = await verifying(html, { save: file })
  t.match(none.out, '\n0 observations saved in ')
  t.match(none.out, '\nunknown-endpoint cannot be saved: no assumption makes the fake answer so\n')
  t.notOk(existsSync(file))

  const listless = await verifying(await behind(t, ({ method, url }, reply) => {
    const is = method === 'POST' && url === tokensPath
    if (is) json(reply, 400, { error: 'no lists' })
    return is
  }), { ...twoUsers, save: file })
  t.match(listless.out, '\nmint-list cannot be saved: no assumption makes the fake answer so\n')
  t.notOk('mint-list' in (read(file).assumptions as object))
  rmSync(file)

  const friendly = await answering(t, () => [200, 'application/json', '{"error":"all is well"}'])
  const some = await verifying(friendly, { key: [], save: file })
  t.match(some.out, '\nmissing-credentials cannot be saved: no assumption makes the fake answer so\n')
  t.notOk(existsSync(file))
})

t.test('answers of one row that differ are saved as the first has it, and named', async (t) => {
  const file = join(t.testdir(), 'seen.json')
  const statuses: Record<string, number> = { [tokensPath]: 401, '/v1/account/weekly-deposit-limit': 403 }
  const url = await answering(t, (method, path) =>
    [statuses[path] ?? 404, 'application/json', JSON.stringify({ error: `no ${method} for ${path}` })])
  const { out } = await verifying(url, { key: [], save: file })
  t.match(out, '\nmissing-credentials is saved as "a list, without credentials" shows it; the other answers differ from that\n')
  t.notMatch(out, 'malformed-credentials is saved as', 'both answers are the same')
  t.strictSame(read(file).assumptions?.['missing-credentials'], {
    status: 401, error: 'no POST for /v1/enterprise/user-tokens', headers: { 'content-type': 'application/json', 'www-authenticate': null }
  })
})

t.test('a link stays a link, a file keeps its mode, and nothing else is touched', async (t) => {
  const dir = t.testdir({ 'real.json': '{}', 'link.json.new': 'mine' })
  const [real, link] = [join(dir, 'real.json'), join(dir, 'link.json')]
  chmodSync(real, 0o600)
  symlinkSync(real, link)
  await verifying((await start(t)).url, { key: [], save: link })
  t.equal(realpathSync(link), realpathSync(real))
  t.ok(Object.keys(read(real).observed as object).length > 0)
  t.equal(statSync(real).mode & 0o777, 0o600)
  t.strictSame(readdirSync(dir).sort(), ['link.json', 'link.json.new', 'real.json'])
})

t.test('a placeholder stands in a header as well', async (t) => {
  const file = join(t.testdir(), 'seen.json')
  const assumptions = { 'already-registered': { headers: { 'x-user': 'of {user_id}' } } }
  const { url } = await start(t, { fixtures: { assumptions } })
  await verifying(url, { ...everything, save: file })
  t.strictSame(read(file).assumptions?.['already-registered']?.headers, { 'x-user': 'of {user_id}' })
})

t.test('a file that cannot be written any more costs nothing but itself', async (t) => {
  const dir = join(t.testdir({ gone: {} }), 'gone')
  const { url } = await start(t)
  const say = (line: string) => { if (line.startsWith('20 of ')) rmSync(dir, { recursive: true }) }
  let out = ''
  const run = verifying(url, { save: join(dir, 'seen.json') }, { say, out: (text) => { out += text } })
  await t.rejects(run, { code: 'FAKE_SFOX_BAD_OPTION', message: `--save: ${join(dir, 'seen.json')} cannot be written (ENOENT)` })
  t.match(out, / 0 differ\. /, 'the table has been printed')
})

t.test('the fake that is compared with has the users and the texts of its fixtures', async (t) => {
  const fixtures = join(t.testdir(), 'given.json')
  const file = join(t.testdirName, 'seen.json')
  const assumptions = {
    'unknown-key': { error: 'closed since 2026-01-31T12:00:00Z' },
    'wrong-credential-kind': { error: '{given} is not taken since 2026-01-31T12:00:00Z' }
  }
  writeFileSync(fixtures, JSON.stringify({ users: [{ user_id: 'user-1', first_name: 'Ada' }], assumptions }))
  const { url } = await start(t)
  const { differing } = await verifying(url, { ...twoUsers, fixtures, save: file })
  t.strictSame(differing.sort(), Object.keys(assumptions).sort())
  t.strictSame((await verifying(url, { ...twoUsers, fixtures: file })).differing, ['wrong-credential-kind'], 'whose two texts have become one')
})

t.test('what a body holds beside its error is not saved, and named', async (t) => {
  const file = join(t.testdir(), 'seen.json')
  const url = await answering(t, () => [401, 'application/json', '{"error":"no","code":7}'])
  const { out } = await verifying(url, { key: [], save: file })
  t.match(out, '\nunknown-key is saved without what its body holds beside the error\n')
  t.match(read(file).assumptions?.['unknown-key'], { status: 401, error: 'no' })
})

t.test('an id that was given is in no saved file', async (t) => {
  const file = join(t.testdir(), 'seen.json')
  const url = await answering(t, () => [400, 'application/json', '{"error":"client-77 of client-7 may not"}'])
  await verifying(url, { key: [], 'user-id': ['client-7', 'no'], save: file })
  t.equal(read(file).assumptions?.['missing-credentials']?.error, 'client-77 of {user_id} may not')
})
