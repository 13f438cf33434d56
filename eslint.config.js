import { posix } from 'node:path'
import neostandard from 'neostandard'

/**
 * What each room of src/ may import, besides its own files: dependencies point one way (docs/architecture.md). A new
 * room needs a line here, which test/architecture.test.ts asks for.
 */
const mayImport = {
  schemas: [],
  errors: [],
  'errors.ts': ['errors'],
  'bounds.ts': [],
  'endpoints.ts': [],
  'control-errors.ts': [],
  'option-error.ts': [],
  'duration.ts': [],
  'version.ts': [],
  'port-file.ts': [],
  'page-files.ts': [],
  page: ['schemas'],
  'page/parts': [
    'page/actions.ts', 'page/lit-html', 'page/state.ts', 'page/time.ts', 'page/timeline', 'schemas'
  ],
  'page/timeline': ['page/lit-html', 'page/time.ts', 'schemas'],
  'command-log.ts': [],
  'compilers.ts': [],
  'refusal.ts': ['control-errors.ts', 'errors.ts'],
  'magic-ids.ts': ['duration.ts', 'schemas'],
  'validator.ts': ['duration.ts', 'world/clock.ts', 'world/money.ts'],
  client: ['duration.ts', 'schemas', 'world/clock.ts', 'world/keys.ts'],
  assumptions: ['schemas'],
  'assumptions.ts': ['assumptions', 'errors.ts', 'schemas'],
  successes: ['assumptions.ts', 'errors'],
  'successes.ts': ['successes'],
  'basis.ts': ['assumptions.ts', 'errors.ts', 'schemas'],
  'catalog.ts': ['assumptions.ts', 'basis.ts', 'errors.ts', 'magic-ids.ts', 'schemas', 'successes.ts'],
  world: ['bounds.ts', 'duration.ts', 'magic-ids.ts', 'schemas'],
  'fixtures.ts': ['assumptions.ts', 'bounds.ts', 'endpoints.ts', 'option-error.ts', 'schemas', 'validator.ts'],
  'options.ts': ['duration.ts', 'fixtures.ts', 'schemas', 'world/clock.ts', 'world/keys.ts'],
  'config.ts': ['option-error.ts', 'options.ts', 'validator.ts'],
  verify: [
    'assumptions.ts', 'duration.ts', 'errors', 'fixtures.ts', 'option-error.ts', 'refusal.ts', 'validator.ts',
    'world/fingerprint.ts', 'world/limits.ts'
  ],
  'verify/probes': ['errors', 'verify/cannot-tell.ts', 'verify/exchange.ts', 'verify/facets.ts', 'verify/side.ts'],
  'verify.ts': [
    'assumptions.ts', 'config.ts', 'fixtures.ts', 'server.ts', 'verify', 'version.ts', 'world/clock.ts'
  ],
  'command-line.ts': ['config.ts', 'option-error.ts', 'options.ts', 'verify/options.ts'],
  'tls.ts': ['option-error.ts', 'options.ts'],
  'exec.ts': [],
  'logger.ts': ['option-error.ts', 'options.ts', 'world'],
  plugins: [
    'bounds.ts', 'control-errors.ts', 'errors.ts', 'magic-ids.ts', 'refusal.ts', 'schemas', 'validator.ts', 'version.ts', 'world'
  ],
  'routes/not-emulated.ts': ['endpoints.ts', 'plugins/not-found.ts', 'refusal.ts'],
  'routes/stubs.ts': ['schemas'],
  'routes/v1/account.ts': ['refusal.ts', 'schemas'],
  'routes/v1/orders.ts': ['assumptions.ts', 'refusal.ts', 'schemas', 'world'],
  'routes/v1/user/balances.ts': ['schemas'],
  'routes/v1/user/bank.ts': ['assumptions.ts', 'refusal.ts', 'schemas'],
  'routes/v1/user/deposits.ts': ['assumptions.ts', 'errors.ts', 'refusal.ts', 'schemas', 'world'],
  'routes/v1/enterprise/end-users.ts': ['assumptions.ts', 'errors.ts', 'refusal.ts', 'schemas', 'world'],
  'routes/v1/enterprise/verification.ts': ['assumptions.ts', 'errors.ts', 'refusal.ts', 'schemas', 'world'],
  'routes/v1/enterprise/user-tokens.ts': ['assumptions.ts', 'errors.ts', 'refusal.ts', 'schemas', 'world'],
  'routes/fake/catalog.ts': ['assumptions.ts', 'catalog.ts', 'schemas'],
  'routes/fake/clock.ts': ['duration.ts', 'refusal.ts', 'schemas', 'world'],
  'routes/fake/deposits.ts': ['refusal.ts', 'schemas'],
  'routes/fake/events.ts': ['schemas', 'world'],
  'routes/fake/faults.ts': ['bounds.ts', 'refusal.ts', 'schemas'],
  'routes/fake/health.ts': ['schemas'],
  'routes/fake/identity.ts': ['schemas', 'version.ts', 'world'],
  'routes/fake/openapi.ts': ['plugins/openapi.ts'],
  'routes/fake/orders.ts': ['refusal.ts', 'schemas', 'world'],
  'routes/fake/requests.ts': ['duration.ts', 'refusal.ts', 'schemas', 'world'],
  'routes/fake/reset.ts': ['schemas'],
  'routes/fake/tokens.ts': ['refusal.ts', 'schemas', 'world'],
  'routes/fake/users.ts': ['magic-ids.ts', 'refusal.ts', 'schemas'],
  'routes/page.ts': ['page-files.ts', 'plugins', 'refusal.ts'],
  'routes/vendor.ts': [
    'assumptions.ts', 'errors.ts', 'plugins', 'routes/not-emulated.ts', 'routes/stubs.ts', 'routes/v1', 'schemas', 'world'
  ],
  'routes/control.ts': ['control-errors.ts', 'plugins', 'routes/fake'],
  'app.ts': [
    'assumptions.ts', 'client', 'compilers.ts', 'config.ts', 'fixtures.ts', 'logger.ts', 'options.ts', 'plugins',
    'routes/control.ts', 'routes/page.ts', 'routes/vendor.ts', 'tls.ts', 'world'
  ],
  'server.ts': ['app.ts', 'client', 'config.ts', 'options.ts', 'port-file.ts', 'version.ts'],
  'index.ts': ['app.ts', 'client', 'fixtures.ts', 'options.ts', 'schemas', 'server.ts'],
  'cli.ts': [
    'client', 'command-line.ts', 'command-log.ts', 'exec.ts', 'option-error.ts', 'options.ts', 'server.ts', 'verify.ts',
    'verify/options.ts', 'version.ts'
  ]
}

/** Which packages a room may use, where not any of them. */
const mayUse = { schemas: '@sinclair/typebox$', world: '(?:node:crypto|bignumber\\.js)$' }

const rooms = Object.entries(mayImport).map(([room, allowed]) => {
  const isFile = room.endsWith('.ts')
  const folder = isFile ? posix.dirname(room) : room
  const paths = [...(isFile ? [] : [`${room}/`]), ...allowed].map((path) => {
    const specifier = posix.relative(folder, path)
    return (specifier.startsWith('.') ? specifier : `./${specifier}`).replaceAll('.', '\\.').replace(/ts$/, 'ts$')
  })
  const packages = mayUse[room] ?? '(?!(?:node:)?process$)'
  return {
    files: [isFile ? `src/${room}` : `src/${room}/**`],
    rules: {
      'no-restricted-imports': ['error', {
        patterns: [
          { regex: `^(?!${paths.join('|') || '$'})\\.`, message: `${room} may import: ${allowed.join(', ') || 'no room'}.` },
          { regex: `^(?!\\.|${packages})`, message: `${room} may not use this package.` }
        ]
      }]
    }
  }
})

/** Packages that most starts have no use for (docs/decisions/0011-starting.md). */
const late = ['pino-pretty', '@fastify/swagger'].map((name) => `[source.value="${name}"]`).join(', ')

const clock = "Ask the world's clock; world/clock.ts reads and writes instants."

export default [
  ...neostandard({ ts: true, ignores: ['dist/**', '.tap/**', 'tap-snapshots/**'] }),
  {
    rules: {
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-len': ['error', {
        code: 120, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true
      }]
    }
  },
  ...rooms,
  {
    files: ['src/**/*.ts'],
    ignores: ['src/cli.ts'],
    rules: {
      'no-restricted-globals': ['error',
        ...['process', 'globalThis'].map((name) => ({ name, message: 'Only cli.ts sees the process.' }))],
      'no-restricted-syntax': ['error',
        { selector: `ImportExpression:not(${late})`, message: 'Only cli.ts loads rooms late.' },
        { selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]', message: clock },
        { selector: 'NewExpression[callee.name="Date"]', message: clock }
      ]
    }
  },
  {
    // In a browser there is neither a world's clock nor anything of the server's but its shapes.
    files: ['src/page/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error',
        { selector: 'ImportDeclaration[importKind="value"][source.value=/schemas/]', message: 'Types only: it runs in a browser.' },
        { selector: 'NewExpression[callee.name="Date"]', message: 'time.ts writes instants.' }
      ]
    }
  },
  { files: ['src/world/clock.ts', 'src/page/time.ts'], rules: { 'no-restricted-syntax': 'off' } }
]
