/** The transports of the conformance tests, and the assertions that all refusals share. */
import type { Test } from 'tap'
import { version } from '../../src/package.ts'
import type { Reason } from '../../src/vendor/assumptions.ts'
import { overHttp, overInject, type Answer, type Transport } from '../helper.ts'

/** The transports by name. Each opens a new fake. */
export const transports: Record<string, (...args: Parameters<typeof overInject>) => Transport | Promise<Transport>> =
  { inject: overInject, http: overHttp }

/** Assert that a response is a refusal, with its headers. */
export function isRefused (t: Test, answer: Answer, status: number, reason: Reason, error: string) {
  t.equal(answer.status, status)
  t.strictSame(answer.json, { error }, 'the body is the error and nothing else')
  t.equal(answer.headers['x-fake-sfox-reason'], reason)
  t.equal(answer.headers['x-fake-sfox'], version)
  t.equal(answer.headers['content-type'], 'application/json; charset=utf-8')
  t.equal(answer.headers['www-authenticate'], status === 401 ? 'Bearer' : undefined)
}
