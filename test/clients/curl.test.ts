/** The samples of sFOX's documents, by curl, with the host exchanged and nothing else. */
import t from 'tap'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { start } from '../helper.ts'
import { needs } from '../needs.ts'

const run = promisify(execFile)

/** Status, reason and body of what curl got. */
async function curl (...args: string[]) {
  const { stdout } = await run('curl', [
    '--silent', '--show-error', '--noproxy', '*', '--write-out', '\n%{http_code} %header{x-fake-sfox-reason}', ...args])
  const [body, status] = stdout.split(/\n(?=.*$)/) as [string, string]
  return { answer: JSON.parse(body), status }
}

t.test('curl mints for one and for several, with no data and no label, and reads a refusal', needs(['curl']), async (t) => {
  const { url, key } = await start(t)
  const authorized = ['-H', `Authorization: Bearer ${key}`]

  const one = await curl('-X', 'POST', ...authorized, `${url}/v1/enterprise/user-tokens/156c5beb-7c9f-4f68-83c0-9479703ac490`)
  t.equal(one.status, '201 ')
  t.equal(one.answer.data.partner_user_id, '156c5beb-7c9f-4f68-83c0-9479703ac490')

  const data = '{ "data": ["a", "b"]}'
  for (const label of [['-H', 'Content-Type: application/json'], []]) {
    const several = await curl('-X', 'POST', ...label, ...authorized, '--data', data, `${url}/v1/enterprise/user-tokens`)
    t.equal(several.status, '201 ')
    t.strictSame(several.answer.data.map((item: { partner_user_id: string }) => item.partner_user_id), ['a', 'b'])
  }

  const refused = await curl('-X', 'POST', `${url}/v1/enterprise/user-tokens/a`)
  t.equal(refused.status, '401 missing-credentials')
  t.strictSame(Object.keys(refused.answer), ['error'])
})
