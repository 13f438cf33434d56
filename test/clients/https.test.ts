/** How each client is told to trust the fake's certificate: the examples of docs/guides/https.md, run. */
import t from 'tap'
import { certificate, httpsExamples } from '../certificate.ts'
import { shell, usualUrl } from '../markdown.ts'
import { start, tokenPattern } from '../helper.ts'
import { needs } from '../needs.ts'

const [, serve, ...clients] = httpsExamples
const usualHttps = usualUrl.replace('http:', 'https:')

t.test('the page starts the fake with the files that it has made', async (t) => {
  t.equal(serve, 'npm start -- --tls-cert fake-sfox.crt --tls-key fake-sfox.key\n')
  t.equal(clients.length, 3)
})

for (const code of clients) {
  const [name] = /curl|node|python3/.exec(code) as RegExpExecArray
  const programs = name === 'node' ? ['openssl'] : ['openssl', name as string]
  t.test(`${name} trusts it when told to, and only then`, needs(programs), async (t) => {
    const { dir, options } = await certificate(t)
    const { url } = await start(t, options)
    const script = code.replaceAll(usualHttps, url)
    t.not(script, code)
    const { status, said } = await shell(script, undefined, dir)
    t.equal(status, 0)
    t.match(JSON.parse(said).data.token, tokenPattern)

    const untold = script.replace(/--cacert \S+|\w+=fake-sfox\.crt/, '')
    t.not(untold, script)
    t.not((await shell(untold, undefined, dir)).status, 0)
  })
}
