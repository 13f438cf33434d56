/** Test that what `--write-probes` creates on a server is undone, or named in the report. */
import t from 'tap'
import { read } from '../markdown.ts'
import { start } from '../helper.ts'
import { behind, json } from './servers.ts'
import { everything, twoUsers, verifying } from './verifying.ts'

t.test('with --write-probes it takes back what it has made, and costs what the guide says', async (t) => {
  const { url, users, requests } = await start(t)
  await verifying(url, twoUsers)
  const harmless = await requests.list()
  await requests.clear()
  const { out } = await verifying(url, everything)
  const all = await requests.list()
  t.notMatch(out, 'Left behind')
  t.strictSame((await users.list()).filter(({ user_id: id }) => id.startsWith('fake-sfox-verify')), [])

  const granted = (call: RegExp) => all.filter(({ method, path, status }) =>
    call.test(`${method} ${path}`) && status !== null && status < 300).length
  const tokens = harmless.filter(({ status }) => status === 201).reduce((sum, { user_count: count }) => sum + count, 0)
  const some = (count: number) => (Math.round(count / 10) * 10).toLocaleString('en-US')
  const registered = granted(/^POST .*register-account$/)
  t.match(read('docs/guides/verify.md').replaceAll(/\s+/g, ' '),
    `Some ${some(harmless.length)} requests and ${some(tokens)} tokens; with \`--write-probes\` some ${some(all.length)} requests, ` +
    `${registered} registered users, ${granted(/^POST .*buy$/)} orders and one bank account`)
  t.equal(granted(/^POST .*bank$/), 1)
  t.equal(granted(/^DELETE .*account\//), registered)
})

t.test('what it cannot take back it names', async (t) => {
  const url = await behind(t, ({ method }, reply) => {
    if (method === 'DELETE') json(reply, 500, { error: 'no' })
    return method === 'DELETE'
  })
  const { out } = await verifying(url, everything)
  t.match(out, /\nLeft behind on the server: user fake-sfox-verify-[0-9a-f]{8}-registered\.\n/)
  t.match(out, /\nLeft behind on the server: order \d+\.\n/)
})

t.test('an order that went unanswered is named', async (t) => {
  const url = await behind(t, ({ url = '' }, reply) => {
    if (url.endsWith('/orders/buy')) reply.writeHead = () => reply.destroy()
    return false
  })
  t.match((await verifying(url, everything)).out, '\nLeft behind on the server: order (of unknown id).\n')
})

t.test('what was made is taken back, though the rest was given up', async (t) => {
  let registered = 0
  let cut = 0
  const url = await behind(t, ({ url = '', socket }) => {
    if (url.endsWith('/register-account')) registered++
    const isCut = registered > 0 && !url.endsWith('/register-account') && cut++ < 3
    if (isCut) socket.destroy()
    return isCut
  })
  const { lines, out } = await verifying(url, everything)
  t.equal(lines.find(({ row }) => row === 'cannot-cancel-orders')?.detail, 'not asked, after 3 requests in a row without an answer')
  t.notMatch(out, 'Left behind')
})

t.test('a user whose registration went unanswered is taken back as well', async (t) => {
  const deactivated: string[] = []
  const url = await behind(t, ({ method, url = '' }, reply) => {
    // The fake registers the user, but its answer is lost.
    if (url.endsWith('/register-account')) reply.writeHead = () => reply.destroy()
    if (method === 'DELETE' && url.includes('/account/')) deactivated.push(url)
    return false
  })
  const { of, out } = await verifying(url, everything)
  t.equal(of('register-status')[0]?.detail, 'the connection was cut')
  const names = deactivated.map((path) => path.split('-').at(-1))
  t.strictSame(names.sort(), ['banked', 'deactivated', 'nobody', 'purpose', 'registered'])
  t.notMatch(out, 'Left behind')
})

t.test('an interrupted run takes back what it has made', async (t) => {
  const { url, users } = await start(t)
  const interrupt = new AbortController()
  const isLate = (line: string) => line.startsWith('80 of ')
  const say = (line: string) => { if (isLate(line)) interrupt.abort() }
  const { status, lines, out } = await verifying(url, everything, { say, signal: interrupt.signal })
  t.equal(status, 2)
  t.equal(lines.at(-1)?.detail, 'interrupted')
  t.notMatch(out, 'Left behind')
  t.strictSame((await users.list()).filter(({ user_id: id }) => id.startsWith('fake-sfox-verify')), [])
})
