import neostandard from 'neostandard'

/**
 * The rooms of src/ that each room may import, besides itself: dependencies point one way (docs/architecture.md). A new
 * room needs a line here, which test/architecture.test.ts asks for.
 */
const mayImport = {
  values: [],
  world: ['values'],
  resources: ['world', 'values'],
  hooks: ['resources', 'world', 'values'],
  vendor: ['hooks', 'resources', 'world', 'values', 'package.ts'],
  control: ['vendor', 'hooks', 'resources', 'world', 'values', 'package.ts'],
  options: ['vendor', 'resources', 'world', 'values'],
  client: ['control', 'resources', 'world', 'values'],
  page: ['vendor', 'resources', 'world'],
  server: ['client', 'options', 'control', 'vendor', 'hooks', 'resources', 'world', 'values', 'package.ts'],
  verify: ['server', 'options', 'vendor', 'hooks', 'resources', 'world', 'values', 'package.ts'],
  cli: ['verify', 'options', 'client', 'package.ts'],
  'package.ts': [],
  'index.ts': ['server', 'options', 'client', 'vendor', 'resources', 'world'],
  'cli.ts': ['cli', 'verify', 'server', 'options', 'package.ts']
}

const escaped = (names) => names.map((name) => name.replace('.', '\\.')).join('|')

/** Forbid what a room may not import, and more. */
function imports (room, ...more) {
  const allowed = mayImport[room]
  // The first name after the dots is that of a room, if the path leads out of the file's own room.
  const wrong = `^(?:\\./|(?:\\.\\./)+)(?!(?:${escaped([room, ...allowed])})(?:/|$))(?:${escaped(Object.keys(mayImport).filter((name) => name !== 'index.ts'))})(?:/|$)`
  const patterns = [[wrong, `${room} may import: ${allowed.join(', ') || 'no room'}.`], ...more]
  return { 'no-restricted-imports': ['error', { patterns: patterns.map(([regex, message]) => ({ regex, message })) }] }
}

const noProcess = ['^(?:node:)?process$', 'Only cli.ts uses process.']
const noHttp = ['^(?:fastify|fastify-plugin|pino|node:https?)$', 'What a world remembers knows no HTTP.']
const noEndpoints = ['^\\.\\./[\\w-]+/(?:endpoints|control)\\.ts$', 'Use the state of another resource, not its endpoints.']
const noProbes = ['/probes\\.ts$', 'Only verify loads the probes.']

const clock = "Ask the world's clock; world/clock.ts reads the time, values/instant.ts instants."

export default [
  ...neostandard({ ts: true, ignores: ['dist/**', '.tap/**', 'tap-snapshots/**'] }),
  {
    rules: {
      'max-len': ['error', {
        code: 120, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true
      }]
    }
  },
  {
    files: ['examples/jest-commonjs/**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(['afterEach', 'beforeAll', 'beforeEach', 'expect', 'jest', 'test'].map((name) => [name, false]))
    }
  },
  ...Object.keys(mayImport).map((room) => ({
    files: [room.endsWith('.ts') ? `src/${room}` : `src/${room}/**/*.ts`],
    rules: imports(room, ...(room === 'cli.ts' ? [] : [noProcess]), ...(room === 'verify' ? [] : [noProbes]))
  })),
  { files: ['src/values/**/*.ts'], rules: imports('values', noProcess, noHttp) },
  { files: ['src/world/**/*.ts'], rules: imports('world', noProcess, noHttp) },
  { files: ['src/resources/*/*.ts'], rules: imports('resources', noProcess, noEndpoints, noProbes) },
  { files: ['src/resources/*/state.ts'], rules: imports('resources', noProcess, noEndpoints, noProbes, noHttp) },
  { files: ['src/resources/**/probes.ts'], rules: imports('resources', noProcess, noEndpoints) },
  { files: ['src/hooks/probes.ts'], rules: imports('hooks', noProcess) },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/cli.ts'],
    rules: {
      'no-restricted-globals': ['error',
        ...['process', 'globalThis'].map((name) => ({ name, message: 'Only cli.ts uses process.' }))],
      'no-restricted-syntax': ['error',
        { selector: 'ImportExpression:not([source.value="pino-pretty"])', message: 'Only cli.ts imports modules dynamically.' },
        { selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]', message: clock },
        { selector: 'NewExpression[callee.name="Date"]', message: clock }
      ]
    }
  },
  { files: ['src/world/clock.ts', 'src/values/instant.ts', 'src/page/time.ts'], rules: { 'no-restricted-syntax': 'off' } }
]
