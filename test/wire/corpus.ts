/**
 * Malformed and unusual HTTP/1.1 requests (RFC 9112), each with the expected statuses and the number of requests that
 * the application may see. One more would be request smuggling. fuzz.test.ts sends them unchanged, and mutates them.
 */
import { authorization, tokensPath } from '../helper.ts'

/** Bytes in latin1, and the expected result. */
export interface Attack {
  name: string
  bytes: string
  /** The expected statuses, in order. */
  statuses: number[]
  /** The number of requests in the journal; by default, the number of responses of the application. */
  journalled?: number
}

const eol = '\r\n'
const lines = (...parts: string[]) => parts.join(eol)
const auth = `Authorization: ${authorization}`

/** Create a request for a token, with these headers, and bytes to append. */
const mint = (headers: string[], rest = '') =>
  lines(`POST ${tokensPath}/a HTTP/1.1`, 'Host: fake', auth, ...headers, '', rest)

/** Create a request with this first line. */
const asking = (line: string, ...headers: string[]) => lines(line, 'Host: fake', auth, ...headers, '', '')

/** The request to smuggle in. It would get a 404, and be in the journal. */
export const smuggled = lines('GET /v1/smuggled HTTP/1.1', 'Host: fake', '', '')
const length = smuggled.length
const chunk = `${length.toString(16)}${eol}${smuggled}${eol}0${eol}${eol}`
const good = mint([])

/** Bodies with ambiguous framing: the request is refused, and the connection is closed. */
const doubtful = (name: string, headers: string[], body = chunk): Attack =>
  ({ name, bytes: mint(headers, body), statuses: [400] })
/** Chunked bodies with an error that comes after the application has got the request. */
const badChunks = (name: string, body: string): Attack =>
  ({ name: `chunks: ${name}`, bytes: mint(['Transfer-Encoding: chunked'], body), statuses: [400], journalled: 1 })

const framing: Attack[] = [
  { name: 'a length', bytes: mint([`Content-Length: ${length}`], smuggled), statuses: [400] },
  { name: 'chunks', bytes: mint(['Transfer-Encoding: chunked'], chunk), statuses: [400] },
  { name: 'neither', bytes: mint([], smuggled), statuses: [201, 404] },
  doubtful('both', [`Content-Length: ${length}`, 'Transfer-Encoding: chunked']),
  doubtful('both, the other way round', ['Transfer-Encoding: chunked', 'Content-Length: 4']),
  doubtful('two lengths', ['Content-Length: 0', `Content-Length: ${length}`], smuggled),
  doubtful('twice the same length', [`Content-Length: ${length}`, `Content-Length: ${length}`], smuggled),
  doubtful('a list of lengths', [`Content-Length: 0, ${length}`], smuggled),
  ...[`+${length}`, `-${length}`, `${length} 0`, `0x${length.toString(16)}`, `${length}a`, `${length}.0`, '9'.repeat(30)]
    .map((value) => doubtful(`length ${value}`, [`Content-Length: ${value}`], smuggled)),
  doubtful('a space before the colon of a length', [`Content-Length : ${length}`], smuggled),
  doubtful('a space before the colon of an encoding', ['Transfer-Encoding : chunked']),
  doubtful('a folded encoding', ['Transfer-Encoding:', ' chunked']),
  doubtful('a line that begins with a space', [` Content-Length: ${length}`], smuggled),
  ...['chunked, identity', 'chunked\u000bx'].map((value) => doubtful(`encoding ${value}`, [`Transfer-Encoding: ${value}`])),
  ...['xchunked', 'identity', 'chunked;q=1', '"chunked"', 'chun ked'].map((value) =>
    ({ ...doubtful(`encoding ${value}`, [`Transfer-Encoding: ${value}`]), journalled: 1 })),
  doubtful('an encoding hidden behind a bare CR', ['X: y\rTransfer-Encoding: chunked', `Content-Length: ${length}`], smuggled),
  doubtful('NUL in a header', ['X: a\0b'], ''),
  doubtful('a control byte in a header\'s name', ['X\u0001: a'], ''),
  doubtful('a line without a colon', ['nonsense'], '')
]

const chunks: Attack[] = [
  badChunks('a size that is none', `xyz${eol}`),
  badChunks('a negative size', `-1${eol}`),
  badChunks('a size beyond all numbers', `${'f'.repeat(17)}${eol}`),
  badChunks('a size that is too small', `1${eol}abc${eol}0${eol}${eol}`),
  badChunks('a size that is too large', `5${eol}abc${eol}0${eol}${eol}`),
  { ...badChunks('no end', `1${eol}a${eol}`), statuses: [] },
  badChunks('a size with a space', `1 ${eol}a${eol}0${eol}${eol}`),
  badChunks('a bare CR in an extension', `1;a\rb${eol}a${eol}0${eol}${eol}`),
  { name: 'chunks: extensions and a trailer', bytes: mint(['Transfer-Encoding: chunked'], `1;a=b;c="d"${eol}1${eol}0;e${eol}X: y${eol}${eol}`), statuses: [201] }
]

const targets: Attack[] = [
  { name: 'absolute form', bytes: asking(`POST http://other${tokensPath}/a HTTP/1.1`), statuses: [201] },
  { name: 'asterisk form', bytes: asking('OPTIONS * HTTP/1.1'), statuses: [404] },
  { name: 'asterisk form of another method', bytes: asking('POST * HTTP/1.1'), statuses: [404] },
  { name: 'authority form', bytes: asking('CONNECT other:443 HTTP/1.1'), statuses: [400] },
  { name: 'authority form, with more behind it', bytes: asking('CONNECT other:443 HTTP/1.1') + smuggled, statuses: [400] },
  { name: 'a target that is none', bytes: asking('GET other HTTP/1.1'), statuses: [400] },
  { name: 'no target', bytes: asking('GET HTTP/1.1'), statuses: [400] },
  { name: 'a space in the target', bytes: asking('GET /a b HTTP/1.1'), statuses: [400] },
  { name: 'NUL in the target', bytes: asking('GET /a\0b HTTP/1.1'), statuses: [400] },
  { name: 'bytes above 127 in the target', bytes: asking('GET /\u00ff\u00fe HTTP/1.1'), statuses: [400] },
  { name: 'a fragment', bytes: asking('GET /v1/nope#a HTTP/1.1'), statuses: [404] },
  { name: 'a long target', bytes: asking(`GET /${'a'.repeat(10_000)} HTTP/1.1`), statuses: [404] },
  { name: 'a target that is too long', bytes: asking(`GET /${'a'.repeat(20_000)} HTTP/1.1`), statuses: [431] },
  { name: 'absolute form without a path', bytes: asking('PUT http://other HTTP/1.1'), statuses: [404] },
  { name: 'absolute form of another scheme', bytes: asking(`POST ftp://other${tokensPath}/a HTTP/1.1`), statuses: [404] },
  { name: 'TRACE', bytes: asking('TRACE /v1/nope HTTP/1.1'), statuses: [404] },
  { name: 'an unknown method', bytes: asking('NOPE /v1/nope HTTP/1.1'), statuses: [400] },
  { name: 'an upgrade', bytes: asking('GET /v1/nope HTTP/1.1', 'Connection: Upgrade', 'Upgrade: websocket'), statuses: [404] },
  { name: 'an upgrade to HTTP/2', bytes: asking('GET /v1/nope HTTP/1.1', 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AA'), statuses: [404] }
]

const versions: Attack[] = [
  { name: 'HTTP/0.9', bytes: `GET /v1/nope${eol}`, statuses: [400] },
  { name: 'HTTP/1.0', bytes: lines('GET /v1/nope HTTP/1.0', '', ''), statuses: [404] },
  { name: 'HTTP/1.0, chunked', bytes: lines(`POST ${tokensPath}/a HTTP/1.0`, auth, 'Transfer-Encoding: chunked', '', chunk), statuses: [400] },
  { name: 'HTTP/2', bytes: `PRI * HTTP/2.0${eol}${eol}SM${eol}${eol}`, statuses: [400] },
  { name: 'HTTP/9.9', bytes: asking('GET /v1/nope HTTP/9.9'), statuses: [400] },
  { name: 'no host', bytes: lines('GET /v1/nope HTTP/1.1', '', ''), statuses: [400] },
  { name: 'two hosts', bytes: asking('GET /v1/nope HTTP/1.1', 'Host: other'), statuses: [404] },
  { name: 'a TLS hello', bytes: '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003', statuses: [400] },
  { name: 'nothing', bytes: '', statuses: [] },
  { name: 'empty lines', bytes: `${eol}${eol}${good}`, statuses: [201] },
  { name: 'bare LFs', bytes: good.replaceAll(eol, '\n'), statuses: [400] }
]

const amounts: Attack[] = [
  { name: 'headers that are too large', bytes: mint([`X: ${'a'.repeat(20_000)}`]), statuses: [431] },
  { name: 'many headers', bytes: mint(Array.from({ length: 1500 }, (_, index) => `x${index}: y`)), statuses: [201] },
  { name: 'too many headers', bytes: mint(Array.from({ length: 5000 }, (_, index) => `x${index}: y`)), statuses: [431] },
  { name: 'a head that breaks off', bytes: good.slice(0, -4), statuses: [400] },
  { name: 'a body that breaks off', bytes: mint(['Content-Length: 100'], '{'), statuses: [], journalled: 1 },
  { name: 'pipelined', bytes: good.repeat(20), statuses: Array.from({ length: 20 }, () => 201) },
  { name: 'pipelined, a refusal among them', bytes: good + asking('GET /v1/nope HTTP/1.1') + good, statuses: [201, 404, 201] },
  { name: 'pipelined behind a close', bytes: mint(['Connection: close']) + smuggled, statuses: [201] },
  { name: 'pipelined, with nonsense behind it', bytes: `${good}${good}nonsense${eol}${eol}`, statuses: [201, 201, 400] },
  { name: 'headers that are too large behind a request', bytes: good + mint([`X: ${'a'.repeat(20_000)}`]), statuses: [201, 431] },
  { name: 'nonsense behind a refusal that did not wait for the body', bytes: lines(`POST ${tokensPath} HTTP/1.1`, 'Host: fake', 'Transfer-Encoding: chunked', '', `xyz${eol}`), statuses: [401] },
  { name: 'an expectation', bytes: mint(['Expect: 100-continue', 'Content-Length: 2'], '{}'), statuses: [100, 201] },
  { name: 'an expectation without a body', bytes: mint(['Expect: 100-continue']), statuses: [100, 201] }
]

export const corpus: Attack[] = [...framing, ...chunks, ...targets, ...versions, ...amounts]

/** Texts that mutations insert. */
export const tokens = [
  eol, '\r', '\n', '\0', '\u000b', '\u00ff', ' ', '\t', ':', ',', ';', '0', '-1', 'ffffffffffffffff', `0${eol}${eol}`,
  'HTTP/1.1', 'HTTP/1.0', 'Content-Length: 5', 'Transfer-Encoding: chunked', 'Connection: close', 'Connection: keep-alive',
  'Expect: 100-continue', 'Upgrade: h2c', 'Host: fake', 'HEAD', 'GET ', '%00', '%', '//', smuggled, good
]
