/** Test which servers may be asked. Nothing is looked up or sent. */
import t from 'tap'
import { readTarget } from '../../src/verify/target.ts'
import { optionMistake } from '../helper.ts'

const none = { realApi: false, production: false }
const real = { realApi: true, production: false }
const onlyProduction = { realApi: false, production: true }
const all = { realApi: true, production: true }

const here = [
  '127.0.0.1', '127.1.2.3', 'localhost', 'localhost.', 'LOCALHOST', 'sfox.localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433'
]

t.test('this machine needs no confirmation', async (t) => {
  for (const host of here) t.doesNotThrow(() => readTarget(`http://${host}:7369`, none), host)
  const origin = 'http://127.0.0.1:7369'
  t.strictSame(readTarget(`${origin}/`, none), { origin, prefix: '', host: '127.0.0.1:7369' })
  t.strictSame(readTarget('https://localhost/proxy//', none), { origin: 'https://localhost', prefix: '/proxy', host: 'localhost' })
})

const others = [
  'staging.invalid', 'sfox', 'localhost.invalid', '127.0.0.1.invalid', 'notlocalhost', '10.0.0.1', '0.0.0.0', '128.0.0.1',
  '[::2]', '[::ffff:10.0.0.1]', '127.invalid'
]

t.test('any other host has to be confirmed, whatever it looks like', async (t) => {
  for (const host of others) {
    for (const confirmed of [none, onlyProduction]) {
      const said = optionMistake(t, () => readTarget(`https://${host}`, confirmed))
      t.match(said, /^\S+ is not this machine; if requests may really be sent there, add --yes-real-api$/, host)
    }
    t.doesNotThrow(() => readTarget(`https://${host}`, real), host)
  }
})

const production = [
  'api.sfox.com', 'API.SFOX.COM', 'api.sfox.com.', 'api.sfox.com..', 'api.sfox.com:443', 'sfox.com', 'www.sfox.com', 'notstaging.sfox.com'
]

t.test('production takes a second confirmation, however it is written', async (t) => {
  for (const host of production) {
    for (const confirmed of [none, onlyProduction]) {
      t.match(optionMistake(t, () => readTarget(`https://${host}`, confirmed)), 'add --yes-real-api', host)
    }
    t.match(optionMistake(t, () => readTarget(`https://${host}`, real)),
      /is sFOX in production, where money is real; nothing is sent there without --yes-production as well$/, host)
    t.doesNotThrow(() => readTarget(`https://${host}`, all), host)
  }
  for (const host of ['api.staging.sfox.com', 'staging.sfox.com']) {
    t.match(optionMistake(t, () => readTarget(`https://${host}`, none)), 'add --yes-real-api', host)
    t.doesNotThrow(() => readTarget(`https://${host}`, real), host)
  }
  for (const host of ['api.sfox.com.invalid', 'notsfox.com']) t.doesNotThrow(() => readTarget(`https://${host}`, real), host)
})

t.test('to sFOX nothing goes unencrypted', async (t) => {
  for (const host of ['api.staging.sfox.com', 'api.sfox.com']) {
    const said = optionMistake(t, () => readTarget(`http://${host}`, all))
    t.equal(said, `${host} is sFOX: the key would travel unencrypted; use https`)
  }
})

t.test('what is no such URL is refused, and not repeated', async (t) => {
  const cases: Record<string, string[]> = {
    'must be a URL such as http://127.0.0.1:7369':
      ['', 'secret', '127.0.0.1:7369', 'ftp://127.0.0.1', 'http://', 'http://a b', 'file:///etc'],
    'must be scheme, host and port alone, without a user, a query or a fragment':
      ['http://user:secret@127.0.0.1', 'http://secret@localhost', 'http://localhost/?key=secret', 'http://localhost/#secret'],
    'must not end in /v1, which every request begins with': ['http://localhost/v1', 'http://localhost/v1/']
  }
  for (const [message, urls] of Object.entries(cases)) {
    for (const url of urls) t.equal(optionMistake(t, () => readTarget(url, all)), `--against ${message}`, url)
  }
})
