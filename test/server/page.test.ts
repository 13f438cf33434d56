import t from 'tap'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { build, start } from '../helper.ts'

const folder = join(import.meta.dirname, '../../dist/page')
const names = ['index.html', 'page.css', 'page.js', 'icon.svg']
const served = (name: string) => name === 'index.html' ? '/' : `/_fake/page/${name}`

const app = build(t, { allowHost: ['fake.test'] })

t.test('GET and HEAD / return the page, whatever the Accept header says', async (t) => {
  for (const headers of [{}, { accept: 'application/json' }, { accept: 'text/html' }]) {
    const answer = await app.inject({ url: '/', headers })
    t.equal(answer.statusCode, 200)
    t.equal(answer.headers['content-type'], 'text/html; charset=utf-8')
    t.match(answer.payload, /^<!doctype html>/)
    const head = await app.inject({ method: 'HEAD', url: '/', headers })
    t.strictSame([head.statusCode, head.payload], [200, ''])
    t.strictSame({ ...head.headers, date: '' }, { ...answer.headers, date: '' })
  }
  t.equal((await app.inject('//')).statusCode, 200)
})

t.test('the page has a strict policy, and no inline script or style', async (t) => {
  const { headers } = await app.inject('/')
  t.strictSame((headers['content-security-policy'] as string).split('; '), [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
    "require-trusted-types-for 'script'", 'trusted-types lit-html'
  ])
  t.strictSame([headers['referrer-policy'], headers['cross-origin-opener-policy']], ['no-referrer', 'same-origin'])
  const { payload } = await app.inject('/')
  t.notMatch(payload, /<style|\son\w+=|\sstyle=|javascript:|<script(?![^>]* src=)/i)
  t.notMatch(payload, /https?:/)
})

t.test('serves each file with its type; no file names another host', async (t) => {
  const types: Record<string, string> = {
    html: 'text/html', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml'
  }
  for (const name of names) {
    const { headers, payload } = await app.inject(served(name))
    t.equal(headers['content-type'], `${types[name.split('.').at(-1) as string]}; charset=utf-8`, name)
    t.strictSame([headers['x-content-type-options'], headers['cross-origin-resource-policy'], headers['cache-control']],
      ['nosniff', 'same-origin', 'no-store'])
    t.equal(payload, readFileSync(join(folder, name), 'utf8'), name)
    t.notMatch(payload.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '').replaceAll('http://www.w3.org/', ''), /https?:\/\/\w/, name)
  }
})

t.test('refuses all other paths', async (t) => {
  for (const name of [
    'nope.js', 'lit-html', 'lit-html/LICENSE', '', 'page', 'index.html', 'page.js.map', '../app.js', '..%2fapp.js', '%2e%2e/app.js',
    'x/../../app.js', '/etc/passwd', '..%5capp.js', 'page.js%00', 'parts/'
  ]) {
    const answer = await app.inject(`/_fake/page/${name}`)
    t.equal(answer.statusCode, 404, name)
    t.strictSame(answer.json(), { error: 'There is no endpoint at this path.' }, name)
  }
  t.equal((await app.inject('/_fake/page/%zz')).statusCode, 400, 'as below /_fake in general')
})

t.test('refuses other origins and unknown host names', async (t) => {
  for (const url of ['/', '/_fake/page/page.js', '/favicon.ico']) {
    for (const [status, headers] of [
      [403, { host: 'evil.test' }], [403, { host: 'localhost', origin: 'http://evil.test' }], [403, { origin: 'null' }],
      [200, { host: 'fake.test' }], [200, { host: 'localhost:1', origin: 'http://localhost:1' }]
    ] as const) t.equal((await app.inject({ url, headers })).statusCode, status, `${url} ${JSON.stringify(headers)}`)
  }
})

t.test('leaves no trace in the journal', async (t) => {
  const sfox = await start(t)
  for (const path of ['/', '/favicon.ico', '/_fake/page/page.js']) t.equal((await fetch(sfox.url + path)).status, 200, path)
  t.strictSame(await sfox.requests.list(), [])
  t.equal((await fetch(sfox.url, { method: 'POST' })).status, 404)
  t.strictSame((await sfox.requests.list()).map(({ method, path, reason }) => [method, path, reason]),
    [['POST', '/', 'unknown-endpoint']], 'other requests to / are journalled')
})

t.test('is small, headers included', async (t) => {
  const { url } = await start(t)
  const { hostname, port } = new URL(url)
  let bytes = 0
  for (const name of names) {
    const socket = connect(Number(port), hostname)
    socket.write(`GET ${served(name)} HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\n\r\n`)
    for await (const chunk of socket) bytes += chunk.length
  }
  t.ok(bytes > 20_000 && bytes < 60_000, `${bytes} bytes over the wire`)
})
