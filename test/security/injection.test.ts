/** Test that no input injects a log line or a header, and that no secret is shown. */
import t from 'tap'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pino } from 'pino'
import { createCommandLog } from '../../src/cli/log.ts'
import { authorization, build, control, mintToken, optionMistake, start, tokensPath } from '../helper.ts'

/** Texts with line ends, escape sequences and control characters. */
const controls = ['\n', '\r', '\r\n', '\x1b[31m', '\x1b]0;x\x07', '\x00', '\b', '\x7f', '\x9b31m', '\x85', '\u2028', '\u202e']
const hostile = controls.map((text) => `a${text}{"level":60,"msg":"forged"}`)

/** Send bytes and read until the end; empty if the connection is cut. */
async function exchange (url: string, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => {}).write(Buffer.from(bytes, 'latin1'))
  return await text(socket).catch(() => '')
}

/** Send hostile texts in every place of a request. */
async function sendHostile (url: string) {
  for (const one of hostile) {
    const headers = { authorization }
    await fetch(`${url}${tokensPath}/${encodeURIComponent(one)}`, { method: 'POST', headers })
    await fetch(`${url}/v1/${encodeURIComponent(one)}?${encodeURIComponent(one)}`, { headers })
    await fetch(`${url}${tokensPath}`, { method: 'POST', headers, body: JSON.stringify({ data: [one, `fake:${one}`] }) })
    await fetch(`${url}/_fake/users/${encodeURIComponent(one)}`, { headers })
    for (const raw of [
      `POST ${tokensPath}/${one} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      `GET /v1/x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${one}\r\nUser-Agent: ${one}\r\nConnection: close\r\n\r\n`,
      `${one} /v1/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`
    ]) await exchange(url, raw)
  }
}

/** Control characters except for the line feed, and Unicode line ends and direction marks. */
// eslint-disable-next-line no-control-regex -- the test looks for these characters
const raw = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]/

t.test('writes one line for each request to the JSON log, without control characters', async (t) => {
  const lines: string[] = []
  const { url } = await start(t, { logger: pino({ level: 'trace' }, { write: (line) => { lines.push(line) } }) })
  await sendHostile(url)
  t.ok(lines.length >= 4 * hostile.length)
  for (const line of lines) {
    t.match(line, /^\{.*\}\n$/)
    t.notMatch(line, raw)
    const { level, msg, path = '/', code = 'HPE_' } = JSON.parse(line)
    t.match({ level, msg, path, code }, { level: 30, msg: 'request', path: /^\//, code: /^HPE_/ })
  }
})

t.test('writes no control character to the log at a terminal', async (t) => {
  const file = join(t.testdir({}), 'log')
  const fd = openSync(file, 'w')
  const { logger, end } = await createCommandLog({ level: 'trace', fd, terminal: true })
  const sfox = await start(t, { logger })
  await sendHostile(sfox.url)
  await sfox.close()
  await end()
  closeSync(fd)
  // eslint-disable-next-line no-control-regex -- pino-pretty has colours if the test runner has them
  const lines = readFileSync(file, 'utf8').replaceAll(/\x1b\[\d*m/g, '').split('\n')
  t.equal(lines.pop(), '')
  t.ok(lines.length >= 4 * hostile.length)
  for (const line of lines) {
    t.match(line, /^\[\d\d:\d\d:\d\d\] INFO: (?:[A-Z]+ \/\S* (?:\d{3}|cut)(?: [a-z-]+)? \d+ ms|400 malformed-request)(?: \{.*\})?$/)
    t.notMatch(line, raw)
  }
})

/** The names of all headers that the fake sends, except for those of faults. */
const ownHeaders = [
  'access-control-allow-headers', 'access-control-allow-methods', 'access-control-allow-origin',
  'access-control-expose-headers', 'access-control-allow-credentials',
  'access-control-max-age', 'allow', 'connection', 'content-length', 'content-type', 'date', 'keep-alive', 'retry-after',
  'transfer-encoding', 'vary', 'www-authenticate', 'x-fake-sfox', 'x-fake-sfox-reason'
]

t.test('does not return input as a header or as a second response', async (t) => {
  const { url } = await start(t, { users: 'registered', rateLimit: 'on' })
  const evil = '\r\nx-evil: 1\r\n\r\nHTTP/1.1 200 OK\r\n'
  const escaped = encodeURIComponent(evil)
  const json = JSON.stringify({ data: [`a${evil}`] })
  const call = (line: string, headers: string[] = [], body = '') =>
    [`${line} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers, `Content-Length: ${body.length}`, '', body].join('\r\n')
  const key = `Authorization: ${authorization}`
  for (const bytes of [
    call(`POST ${tokensPath}/a${escaped}`, [key]), call(`POST ${tokensPath}/fake:${escaped}`, [key]), call(`GET /v1/${escaped}?${escaped}`),
    call(`PUT ${tokensPath}/${escaped}`), call(`POST //${escaped}/..`), call(`GET //evil.test/%2f..?${escaped}`), call(`POST ${tokensPath}`, [key], json),
    call(`GET /_fake/users/${escaped}`, [key]), call(`DELETE /_fake/faults/${escaped}`, [key]), call(`GET /_fake/${escaped}`, [key]),
    call(`GET /_fake/requests?status=${escaped}`, [key]), call(`GET /_fake/page/${escaped}`), call(`PATCH /${escaped}`),
    call(`GET ${tokensPath}`, [`Authorization: Bearer ${escaped}`, `Accept: ${escaped}`, `Origin: ${escaped}`]),
    call('OPTIONS /v1/x', ['Origin: http://x', `Access-Control-Request-Method: ${escaped}`, `Access-Control-Request-Headers: a\x9bb, ${escaped}`])
  ]) {
    const answer = await exchange(url, bytes)
    const [head, ...rest] = answer.split('\r\n\r\n') as [string, ...string[]]
    t.match(head, /^HTTP\/1\.1 [2-4]\d\d /, bytes)
    const names = head.split('\r\n').slice(1).map((line) => line.slice(0, line.indexOf(':')))
    t.strictSame(names.filter((name) => !ownHeaders.includes(name.toLowerCase())), [], bytes)
    t.notMatch(rest.join(''), /[\r\n]/, 'no line of the body')
  }
})

t.test('refuses line ends in the headers of a fault, over HTTP and in fixtures', async (t) => {
  const sfox = await start(t)
  const bad = [
    ...['a\r\nx-evil: 1', 'a\nb', 'a\rb', 'a\x00b', 'a\u010d\u010ab', '\x7f', 'a\u2028b'].map((value) => ({ 'x-a': value })),
    ...['x\r\nevil', 'x evil', 'x:evil', '', 'é', 'transfer-encoding', 'Content-Length', 'X-FAKE-SFOX-reason'].map((name) => ({ [name]: 'a' }))
  ]
  for (const headers of bad) {
    const { status } = await control(sfox, 'POST', '/faults', { status: 500, headers })
    t.equal(status, 400, encodeURI(JSON.stringify(headers)))
  }
  const fixtures = { faults: bad.map((headers) => ({ status: 500, headers })) as object[] } as object
  t.match(optionMistake(t, () => build(t, { fixtures })), 'fixtures: /faults/0/headers/x-a must be a number, or a string that HTTP allows')
  await sfox.faults.add({ status: 400, error: 'a\r\nx-evil: 1\r\n\r\n<b>' })
  const answer = await exchange(sfox.url, `POST ${tokensPath}/a HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nConnection: close\r\n\r\n`)
  t.match(answer, /\r\n\r\n\{"error":"a\\r\\nx-evil: 1\\r\\n\\r\\n<b>"\}$/)
})

t.test('shows no secret in journal, events, log or refusals, wherever it was sent', async (t) => {
  const secret = 'sk_live.+(secret)'
  const lines: string[] = []
  const sfox = await start(t, { key: secret, logger: pino({ level: 'trace' }, { write: (line) => { lines.push(line) } }) })
  const token = await mintToken(sfox.url, 'a', secret)
  const events = await fetch(`${sfox.url}/_fake/events`, { headers: { authorization: `Bearer ${secret}` } })
  const told = text(events.body as never)
  const refused: string[] = []
  for (const hidden of [secret, token, `${secret}~w`, 'a-wrong-key']) {
    const inUrl = encodeURIComponent(hidden)
    for (const [path, headers] of [
      [`/v1/user/balance?api_key=${inUrl}`, { authorization: hidden }],
      [`/v1/user/balance?${inUrl}`, { authorization: `Basic ${hidden}` }],
      ['/v1/user/balance', { authorization: `Bearer ${hidden}x`, 'x-api-key': hidden, cookie: hidden, 'user-agent': hidden, referer: `http://x/${inUrl}` }],
      [`${tokensPath}?token=${inUrl}`, { authorization: `Bearer ${hidden}`, accept: `text/html;x="${hidden}"` }],
      ['/_fake/clock', { authorization: `Bearer ${hidden}x` }],
      [`/_fake/requests?reason=${inUrl}&nope=${inUrl}`, { authorization: `Bearer ${secret}` }]
    ] as Array<[string, Record<string, string>]>) {
      for (const method of ['GET', 'POST']) refused.push(await (await fetch(sfox.url + path, { method, headers })).text())
    }
  }
  const journal = JSON.stringify([await sfox.requests.list(), await sfox.world('w').requests.list()])
  await sfox.close()
  t.ok(JSON.parse(journal).flat().length > 30 && lines.length > 40 && refused.length > 40)
  for (const [where, all] of Object.entries({ journal, log: lines.join(''), events: await told, refusals: refused.join('') })) {
    for (const hidden of [secret, encodeURIComponent(secret), token, 'a-wrong-key']) t.notOk(all.includes(hidden), `${hidden} in ${where}`)
  }
})
