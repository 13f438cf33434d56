import t from 'tap'
import { defaultText, resolveConfig } from '../../src/options/resolve.ts'
import type { FakeSfoxOptions } from '../../src/options/table.ts'
import { optionMistake } from '../helper.ts'

t.test('fills in the defaults in process', async (t) => {
  t.strictSame(resolveConfig(), {
    host: '127.0.0.1',
    port: 0,
    key: 'fake-enterprise-key',
    users: 'any',
    fixtures: undefined,
    seed: undefined,
    now: undefined,
    freeze: false,
    tokenTtl: 86_400_000,
    rateLimit: 'off',
    journal: 1000,
    logLevel: 'info',
    allowHost: [],
    portFile: undefined,
    tlsCert: undefined,
    tlsKey: undefined,
    logger: false
  })
})

t.test('converts values, and takes undefined as not given', async (t) => {
  const config = resolveConfig({
    now: new Date('2026-01-31T12:00:00Z'), tokenTtl: 90_000, port: undefined, seed: 's', allowHost: ['fake.test']
  })
  t.match(config, { now: Date.UTC(2026, 0, 31, 12), tokenTtl: 90_000, port: 0, seed: 's', allowHost: ['fake.test'] })
  t.equal(resolveConfig({ now: '2026-01-31T13:00+01:00' }).now, Date.UTC(2026, 0, 31, 12))
})

t.test('rejects an unknown option or a bad value by its name', async (t) => {
  const cases: Array<[object, RegExp]> = [
    [{ prot: 1 }, /^prot is not a known property; known properties: host, port, .*, logger$/],
    [{ port: '80' }, /^port must be a whole number from 0 to 65535$/],
    [{ port: 65536 }, /^port must be/],
    [{ port: null }, /^port must be/],
    [{ host: 'a b' }, /^host must be an IP address or a host name, without a port$/],
    [{ host: '' }, /^host must be/],
    [{ key: '' }, /^key must be at least one visible ASCII character/],
    [{ key: 'a b' }, /^key must be/],
    [{ key: 'clé' }, /^key must be/],
    [{ users: 'some' }, /^users must be one of any, registered$/],
    [{ fixtures: 7 }, /^fixtures must be the path of a JSON file/],
    [{ seed: '' }, /^seed must be a non-empty string$/],
    [{ now: 'tomorrow' }, /^now must be an ISO-8601 instant/],
    [{ now: new Date(Number.NaN) }, /^now must be an ISO-8601 instant/],
    [{ freeze: 'yes' }, /^freeze must be true or false$/],
    [{ tokenTtl: '999ms' }, /^tokenTtl must be a duration from 1 s to 10 years: a number with ms, s, m, h or d/],
    [{ tokenTtl: '3653d' }, /^tokenTtl must be/],
    [{ tokenTtl: 'x' }, /^tokenTtl must be/],
    [{ tokenTtl: '1y' }, /^tokenTtl must be/],
    [{ tokenTtl: true }, /^tokenTtl must be/],
    [{ rateLimit: true }, /^rateLimit must be one of on, off$/],
    [{ journal: -1 }, /^journal must be a whole number, 0 or more$/],
    [{ logLevel: 'loud' }, /^logLevel must be one of trace, /],
    [{ allowHost: 'fake.test' }, /^allowHost must be a list of host names$/],
    [{ allowHost: ['a/b'] }, /^allowHost must be a list of host names$/],
    [{ portFile: '' }, /^portFile must be the path of a file$/],
    [{ logger: true }, /^logger must be a pino logger, its options, or false$/],
    [{ logger: null }, /^logger must be/],
    [JSON.parse('{"__proto__":{"port":1}}'), /^__proto__ is not a known property/],
    [[], /^options must be an object$/],
    [5 as unknown as object, /^options must be an object$/],
    [null as unknown as object, /^options must be an object$/]
  ]
  for (const [options, message] of cases) {
    t.match(optionMistake(t, () => resolveConfig(options as FakeSfoxOptions)), message)
  }
})

t.test('accepts the shortest and the longest token lifetime', async (t) => {
  t.equal(resolveConfig({ tokenTtl: '1s' }).tokenTtl, 1000)
  t.equal(resolveConfig({ tokenTtl: '3652.5d' }).tokenTtl, 315_576_000_000)
})

t.test('writes defaults as text', async (t) => {
  t.equal(defaultText('port'), '7369')
  t.equal(defaultText('freeze'), 'false')
  t.equal(defaultText('allowHost'), 'none')
  t.equal(defaultText('seed'), 'none')
})
