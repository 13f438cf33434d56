/** Parse the responses of a connection, with nothing between them. */

/** A response. */
export interface WireAnswer {
  status: number
  /** True if the application sent it; otherwise Node's parser has refused the request, which is in no journal. */
  isOurs: boolean
}

/**
 * Parse all responses, and check that the fake can send them.
 *
 * @param text - the received bytes, in latin1
 * @returns the responses in order, interim ones included
 * @throws an Error for anything else
 */
export function readAnswers (text: string): WireAnswer[] {
  const answers: WireAnswer[] = []
  for (let rest = text; rest !== '';) {
    const head = /^HTTP\/1\.1 (\d{3}) [^\r\n]*\r\n((?:[^\r\n:]+: ?[^\r\n]*\r\n)*)\r\n/.exec(rest)
    if (!head) throw new Error(`no answer: ${JSON.stringify(rest.slice(0, 200))}`)
    const status = Number(head[1])
    const headers = Object.fromEntries((head[2] as string).split('\r\n').map((line) => {
      const [name = '', value = ''] = line.split(/: ?(.*)/, 2)
      return [name.toLowerCase(), value]
    }))
    rest = rest.slice(head[0].length)
    const length = bodyLength(status, headers)
    const body = rest.slice(0, length)
    rest = rest.slice(length)
    // The response to HEAD has no body.
    const isBare = body.startsWith('HTTP/1.1 ') || (body === '' && length > 0)
    if (isBare) rest = body + rest
    answers.push({ status, isOurs: isOurs(status, headers, isBare ? undefined : body) })
  }
  return answers
}

function bodyLength (status: number, headers: Record<string, string>): number {
  if (status < 200 || status === 204) return 0
  if (headers['content-length'] !== undefined) return Number(headers['content-length'])
  throw new Error(`no length: ${JSON.stringify(headers)}`)
}

function isOurs (status: number, headers: Record<string, string>, body: string | undefined): boolean {
  if (status >= 500) throw new Error(`status ${status}: ${body}`)
  if (status < 200) return false
  if (headers['x-fake-sfox'] === undefined) {
    if (headers['content-security-policy'] === undefined) throw new Error(`unmarked: ${status}`)
    return false
  }
  if (headers.date === undefined) throw new Error(`without a date: ${status}`)
  if (status < 300 || body === undefined) return true
  const { error, ...others } = JSON.parse(body)
  if (typeof error !== 'string' || Object.keys(others).length > 0) throw new Error(`not in the vendor's shape: ${body}`)
  if (headers['x-fake-sfox-reason'] === undefined) throw new Error(`without a reason: ${status}`)
  // The parser does not know the origin of a page.
  return headers['access-control-allow-origin'] !== '*'
}
