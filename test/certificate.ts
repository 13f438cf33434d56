/** A certificate for tests, made the way that docs/guides/https.md tells. */
import type { Test } from 'tap'
import { examples, read, shell } from './markdown.ts'

/** The examples of that page; the first makes the certificate. */
export const httpsExamples = examples(read('docs/guides/https.md')).map(({ code }) => code)

/** A folder with `fake-sfox.crt` and `fake-sfox.key`, and the options that name them. Gone after the test. */
export async function certificate (t: Test) {
  const dir = t.testdir({})
  const { status } = await shell(httpsExamples[0] as string, undefined, dir)
  t.equal(status, 0, 'openssl makes a certificate')
  return { dir, options: { tlsCert: `${dir}/fake-sfox.crt`, tlsKey: `${dir}/fake-sfox.key` } }
}
