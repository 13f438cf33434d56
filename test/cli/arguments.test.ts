import t from 'tap'
import { helpText, readCommandLine } from '../../src/cli/arguments.ts'
import { optionRows } from '../../src/options/table.ts'
import { optionMistake } from '../helper.ts'

const commands = ': the commands are exec and verify, all else is flags; see fake-sfox --help'

const config = (args: string[], env: Record<string, string> = {}) => {
  const command = readCommandLine(args, env)
  if (command.action !== 'serve') throw new Error(`not to serve but ${command.action}`)
  return command.config
}

t.test('has the flags, variables and defaults of the contract', async (t) => {
  t.strictSame(optionRows.map(([, { flag, env, default: value }]) => [flag, env, value]), [
    ['--host', 'FAKE_SFOX_HOST', '127.0.0.1'],
    ['--port', 'PORT', 7369],
    ['--key', 'SFOX_ENTERPRISE_API_KEY', 'fake-enterprise-key'],
    ['--users', 'FAKE_SFOX_USERS', 'any'],
    ['--fixtures', 'FAKE_SFOX_FIXTURES', undefined],
    ['--seed', 'FAKE_SFOX_SEED', undefined],
    ['--now', 'FAKE_SFOX_NOW', undefined],
    ['--freeze', 'FAKE_SFOX_FREEZE', false],
    ['--token-ttl', 'FAKE_SFOX_TOKEN_TTL', '24h'],
    ['--rate-limit', 'FAKE_SFOX_RATE_LIMIT', 'off'],
    ['--journal', 'FAKE_SFOX_JOURNAL', 1000],
    ['--log-level', 'LOG_LEVEL', 'info'],
    ['--allow-host', 'FAKE_SFOX_ALLOW_HOST', []],
    ['--port-file', 'FAKE_SFOX_PORT_FILE', undefined],
    ['--tls-cert', 'FAKE_SFOX_TLS_CERT', undefined],
    ['--tls-key', 'FAKE_SFOX_TLS_KEY', undefined]
  ])
})

t.test('a flag wins over a variable, which wins over the default', async (t) => {
  t.equal(config([]).port, 7369)
  t.equal(config([], { PORT: '1' }).port, 1)
  t.equal(config(['--port', '2'], { PORT: '1' }).port, 2)
  t.equal(config(['--port=2', '--port=3']).port, 3, 'the last one wins')
})

t.test('converts texts to values', async (t) => {
  const given = config([
    '--freeze', '--journal', '5', '--allow-host', 'a.test, b.test', '--token-ttl', '90s', '--now', '2026-01-31T12:00:00Z'
  ])
  t.match(given, { freeze: true, journal: 5, allowHost: ['a.test', 'b.test'], tokenTtl: 90_000, now: Date.UTC(2026, 0, 31, 12) })
  t.equal(config([], { FAKE_SFOX_FREEZE: 'true' }).freeze, true)
  t.equal(config(['--freeze=false'], { FAKE_SFOX_FREEZE: 'true' }).freeze, false)
})

t.test('an empty variable counts as not set, but an empty key is refused', async (t) => {
  t.equal(config([], { PORT: '', FAKE_SFOX_SEED: '' }).port, 7369)
  t.match(optionMistake(t, () => config([], { SFOX_ENTERPRISE_API_KEY: '' })), /^SFOX_ENTERPRISE_API_KEY must be at least one/)
  t.match(optionMistake(t, () => config(['--key', ''])), /^--key must be at least one/)
})

t.test('reports a mistake in one line that names the flag or variable', async (t) => {
  const url = 'http://127.0.0.1:7369'
  const asVerify = `, as in: fake-sfox verify --against ${url}`
  const cases: Array<[string[], Record<string, string>, string]> = [
    [['--prot', '1'], {}, 'unknown flag --prot; see fake-sfox --help'],
    [['-p'], {}, 'unknown flag -p; see fake-sfox --help'],
    [['serve'], {}, `unexpected argument${commands}`],
    [['--', 'serve'], {}, `unexpected argument${commands}`],
    [['toString'], {}, `unexpected argument${commands}`],
    [['--freeze', 'true'], {}, `unexpected argument after --freeze${commands}`],
    [['--port', '0', 'serve'], {}, `unexpected argument after --port${commands}`],
    [['--port', '0', 'exec', '--', 'x'], {}, 'exec has to come before the flags, as in: fake-sfox exec -- npm test'],
    [['--freeze', 'verify', '--against', url], {}, `verify has to come before the flags${asVerify}`],
    [['--against', url, 'verify'], {}, `--against is a flag of verify${asVerify}`],
    [['exec', '--write-probes', '--', 'x'], {}, `--write-probes is a flag of verify${asVerify}`],
    [['--port='], {}, '--port must be a whole number from 0 to 65535'],
    [['--port', ' 80'], {}, '--port must be a whole number from 0 to 65535'],
    [[], { PORT: '80 ' }, 'PORT must be a whole number from 0 to 65535'],
    [[], { FAKE_SFOX_HOST: '0.0.0.0:80' }, 'FAKE_SFOX_HOST must be an IP address or a host name, without a port'],
    [['--host='], {}, '--host must be an IP address or a host name, without a port'],
    [[], { FAKE_SFOX_TOKEN_TTL: '1y' }, 'FAKE_SFOX_TOKEN_TTL must be a duration from 1 s to 10 years: ' +
      'a number with ms, s, m, h or d, for example "90s" or "24h", or milliseconds'],
    [['--keyy=secret'], {}, 'unknown flag --keyy; see fake-sfox --help'],
    [['--port'], {}, '--port needs a value (write --flag=VALUE if the value begins with a dash)'],
    [['--port', '--freeze'], {}, '--port needs a value (write --flag=VALUE if the value begins with a dash)'],
    [['--port', 'x'], {}, '--port must be a whole number from 0 to 65535'],
    [['--port=-1'], {}, '--port must be a whole number from 0 to 65535'],
    [[], { PORT: '1.5' }, 'PORT must be a whole number from 0 to 65535'],
    [[], { FAKE_SFOX_FREEZE: 'yes' }, 'FAKE_SFOX_FREEZE must be true or false'],
    [[], { FAKE_SFOX_USERS: 'all' }, 'FAKE_SFOX_USERS must be one of any, registered'],
    [['--now', 'x'], {}, '--now must be an ISO-8601 instant from 1970 to 9999, for example 2026-01-31T12:00:00Z'],
    [['--allow-host', 'a/b'], {}, '--allow-host must be a list of host names'],
    [['--tls-cert', 'x'], {}, '--tls-cert needs --tls-key as well'],
    [[], { FAKE_SFOX_TLS_KEY: 'x' }, 'FAKE_SFOX_TLS_KEY needs --tls-cert as well'],
    [['exec'], {}, 'exec needs a command after --, as in: fake-sfox exec -- npm test'],
    [['exec', '--freeze', '--'], {}, 'exec needs a command after --, as in: fake-sfox exec -- npm test'],
    [['exec', 'npm', 'test', '--watch'], {}, 'exec needs a command after --, as in: fake-sfox exec -- npm test'],
    [['exec', 'npm', '--', 'test'], {}, `unexpected argument${commands}`],
    [['exec', '--port', '--', 'x'], {}, '--port needs a value (write --flag=VALUE if the value begins with a dash)'],
    [['exec', '--', 'x'], { FAKE_SFOX_USERS: 'all' }, 'FAKE_SFOX_USERS must be one of any, registered']
  ]
  for (const [args, env, message] of cases) {
    t.equal(optionMistake(t, () => config(args, env)), message)
  }
})

t.test('exec leaves PORT and LOG_LEVEL to its command', async (t) => {
  const exec = (args: string[], env: Record<string, string> = {}) => {
    const asked = readCommandLine(['exec', ...args], env)
    if (asked.action !== 'exec') throw new Error(`not to run a command but ${asked.action}`)
    const { command, config: { port, logLevel, key } } = asked
    return { command, port, logLevel, key }
  }
  const key = 'fake-enterprise-key'
  t.strictSame(exec(['--', 'npm', 'test', '--', '-x']), { command: ['npm', 'test', '--', '-x'], port: 0, logLevel: 'warn', key })
  t.strictSame(exec(['--', 'a'], { PORT: '80', LOG_LEVEL: 'nonsense', SFOX_ENTERPRISE_API_KEY: 'k' }),
    { command: ['a'], port: 0, logLevel: 'warn', key: 'k' })
  t.strictSame(exec(['--port', '81', '--log-level=silent', '--', 'a']), { command: ['a'], port: 81, logLevel: 'silent', key })
})

t.test('--help and --version win over any mistake', async (t) => {
  t.strictSame(readCommandLine(['--help', '--port', 'x'], {}), { action: 'help' })
  t.strictSame(readCommandLine(['-h'], {}), { action: 'help' })
  t.strictSame(readCommandLine(['--version'], {}), { action: 'version' })
  t.strictSame(readCommandLine(['-v'], {}), { action: 'version' })
  t.strictSame(readCommandLine(['--port', 'x', '--help'], {}), { action: 'help' })
  t.strictSame(readCommandLine(['--port', '--help'], {}), { action: 'help' })
  t.strictSame(readCommandLine(['--prot', 'serve', '-h', '-v'], {}), { action: 'help' })
  t.strictSame(readCommandLine(['--host', '--version', 'x'], {}), { action: 'version' })
  t.strictSame(readCommandLine(['exec', 'npm', '--help'], {}), { action: 'help' })
  t.match(readCommandLine(['exec', '--', 'npm', '--help'], {}), { action: 'exec', command: ['npm', '--help'] })
  t.match(readCommandLine(['--seed=--help'], {}), { action: 'serve', config: { seed: '--help' } })
  t.strictSame(readCommandLine(['verify', '--port', '-h'], {}), { action: 'help' })
  t.strictSame(readCommandLine(['exec', '--help'], {}), { action: 'help' })
  t.strictSame(readCommandLine(['exec', '--version', '--', 'a'], {}), { action: 'version' })
})

t.test('--help names every flag, variable and default', async (t) => {
  const help = helpText()
  for (const [name, row] of optionRows) {
    t.match(help, new RegExp(`^  ${row.flag}\\b.*\\n +${row.env}, default: `, 'm'), name)
  }
  t.match(help, '--port PORT')
  t.match(help, 'PORT, default: 7369')
  t.notMatch(help, '`')
})

t.test('verify has its own flags', async (t) => {
  const verify = (args: string[], env: Record<string, string> = {}) => {
    const asked = readCommandLine(['verify', ...args], env)
    if (asked.action !== 'verify') throw new Error(`not to compare but ${asked.action}`)
    return asked.config
  }
  const url = 'http://127.0.0.1:7369'
  const against = ['--against', url]
  t.strictSame(verify(against), {
    target: { origin: url, prefix: '', host: '127.0.0.1:7369' },
    key: undefined,
    userIds: [],
    expiredToken: undefined,
    fixtures: undefined,
    save: undefined,
    writeProbes: false,
    timeout: 10_000
  })
  t.match(verify([...against, '--user-id', 'a', 'b', '--user-id=c', '--user-id', 'a', '--write-probes', '--timeout', '2s']), {
    userIds: ['a', 'b', 'c'], writeProbes: true, timeout: 2000
  })
  t.match(verify([...against, '--save', 's.json', '--fixtures', 'f.json']), { save: 's.json', fixtures: 'f.json' })

  t.equal(verify([...against, '--key', 'k'], { SFOX_VERIFY_KEY: 'v' }).key, 'k', 'a flag wins')
  t.match(verify(against, { SFOX_VERIFY_KEY: 'v', SFOX_VERIFY_EXPIRED_TOKEN: 'old' }), { key: 'v', expiredToken: 'old' })
  t.match(verify(against, { SFOX_VERIFY_KEY: '', SFOX_ENTERPRISE_API_KEY: 'k', FAKE_SFOX_FIXTURES: 'f' }), { key: undefined, fixtures: undefined })

  t.strictSame(readCommandLine(['verify', '--help'], {}), { action: 'help' })
  t.strictSame(readCommandLine(['verify', '--version'], {}), { action: 'version' })
  const timeoutMistake = '--timeout must be a duration from 1 ms to 10 min: ' +
    'a number with ms, s, m, h or d, for example "90s" or "24h", or milliseconds'
  const cases: Array<[string[], string, Record<string, string>?]> = [
    [[], 'verify needs --against URL, as in: fake-sfox verify --against http://127.0.0.1:7369'],
    [[url], `unexpected argument${commands}`],
    [[...against, 'b'], `unexpected argument after --against${commands}`],
    [['--port', '1'], 'unknown flag --port; see fake-sfox --help'],
    [[...against, '--key', ''], '--key must be at least one visible ASCII character, without spaces'],
    [[...against, '--key'], '--key needs a value (write --flag=VALUE if the value begins with a dash)'],
    [against, 'SFOX_VERIFY_KEY must be at least one visible ASCII character, without spaces', { SFOX_VERIFY_KEY: 'a b' }],
    [[...against, '--user-id', 'a', 'fake:hang'], '--user-id must be the id of a user that the server knows'],
    [[...against, '--save', ''], '--save must be the path of a file'],
    [[...against, '--timeout', '0'], timeoutMistake],
    [[...against, '--timeout', 'soon'], timeoutMistake],
    [[...against, '--timeout', '1 min'], timeoutMistake],
    [[...against, '--timeout', '11m'], timeoutMistake],
    [['--against', 'https://api.sfox.com', '--yes-real-api'], 'api.sfox.com is sFOX in production, where money is real; ' +
      'nothing is sent there without --yes-production as well'],
    [['--against', 'https://sfox.invalid'], 'sfox.invalid is not this machine; if requests may really be sent there, add --yes-real-api'],
    [[...against, '--write-probes=false'], '--write-probes takes no value']
  ]
  for (const [args, message, env = {}] of cases) t.equal(optionMistake(t, () => verify(args, env)), message)
})
