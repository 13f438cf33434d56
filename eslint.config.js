import neostandard from 'neostandard'

/**
 * The rooms of src/ and what each may not import: dependencies point one way (docs/architecture.md).
 *
 * @param {string[]} files - globs of a room
 * @param {string[]} forbidden - patterns of module names
 * @param {string} message - why
 */
const room = (files, forbidden, message) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: forbidden.map((regex) => ({ regex, message })) }] }
})

const framework = '^(fastify|fastify-plugin|@fastify/.*|find-my-way)$'
const above = (...names) => `^(\\.\\./)+(${names.join('|')})(\\.ts$|/)`
const entrances = ['app', 'server', 'cli', 'command-line', 'command-log', 'index']

export default [
  ...neostandard({ ts: true, ignores: ['dist/**', '.tap/**', 'tap-snapshots/**'] }),
  {
    rules: {
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-len': ['error', { code: 120, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }]
    }
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/cli.ts'],
    rules: { 'no-restricted-globals': ['error', { name: 'process', message: 'Only cli.ts sees the process.' }] }
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/world/clock.ts'],
    rules: {
      'no-restricted-syntax': ['error',
        { selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]', message: 'Ask the world\'s clock.' },
        { selector: 'NewExpression[callee.name="Date"]', message: 'Ask the world\'s clock, or format with world/clock.ts.' }
      ]
    }
  },
  room(['src/*.ts'], ['^\\./cli\\.ts$'], 'Nobody imports the command.'),
  room(['src/schemas/**'], [above('[^.]*')], 'schemas/ imports nothing of ours but its neighbours.'),
  room(['src/errors.ts'], ['^\\./'], 'errors.ts is a leaf.'),
  room(['src/assumptions.ts'], ['^\\./(?!errors\\.ts$|schemas/)'], 'assumptions.ts sees the catalogue and the schemas only.'),
  room(['src/world/**'], [framework, above('plugins', 'routes', 'client', ...entrances)], 'world/ knows neither HTTP nor the rooms above it.'),
  room(['src/plugins/**'], [above('routes', 'client', ...entrances)], 'plugins/ sees worlds and schemas, not routes.'),
  room(['src/routes/*/**'], ['^\\./', above('client', ...entrances)], 'Sibling routes never import each other, nor anything above.'),
  room(['src/routes/*.ts'], [above('client', ...entrances)], 'routes/ does not see who builds the application.')
]
