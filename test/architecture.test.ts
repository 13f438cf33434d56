/** The layer rules of eslint.config.js, seen to bite: each line breaks the architecture, and lint has to find it. */
import t from 'tap'
import { ESLint } from 'eslint'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

const breaks: Array<[string, string, string]> = [
  ['src/schemas/common.ts', "import '../errors.ts'", 'no-restricted-imports'],
  ['src/schemas/common.ts', "import '../world/index.ts'", 'no-restricted-imports'],
  ['src/schemas/common.ts', "import 'fastify'", 'no-restricted-imports'],
  ['src/errors.ts', "import './config.ts'", 'no-restricted-imports'],
  ['src/assumptions.ts', "import './config.ts'", 'no-restricted-imports'],
  ['src/options.ts', "import './server.ts'", 'no-restricted-imports'],
  ['src/options.ts', "import './world/index.ts'", 'no-restricted-imports'],
  ['src/validator.ts', "import './app.ts'", 'no-restricted-imports'],
  ['src/logger.ts', "import './routes/vendor.ts'", 'no-restricted-imports'],
  ['src/client/world.ts', "import '../server.ts'", 'no-restricted-imports'],
  ['src/world/seal.ts', "import 'fastify'", 'no-restricted-imports'],
  ['src/world/seal.ts', "import 'pino'", 'no-restricted-imports'],
  ['src/world/seal.ts', "import 'node:http'", 'no-restricted-imports'],
  ['src/world/seal.ts', "import '../plugins/auth.ts'", 'no-restricted-imports'],
  ['src/world/seal.ts', "import '../errors.ts'", 'no-restricted-imports'],
  ['src/plugins/auth.ts', "import '../routes/vendor.ts'", 'no-restricted-imports'],
  ['src/plugins/auth.ts', "import '../server.ts'", 'no-restricted-imports'],
  ['src/routes/fake/health.ts', "import './identity.ts'", 'no-restricted-imports'],
  ['src/routes/v1/enterprise/user-tokens.ts', "import '../../fake/health.ts'", 'no-restricted-imports'],
  ['src/routes/v1/enterprise/user-tokens.ts', "import '../../../app.ts'", 'no-restricted-imports'],
  ['src/routes/vendor.ts', "import './control.ts'", 'no-restricted-imports'],
  ['src/routes/vendor.ts', "import '../app.ts'", 'no-restricted-imports'],
  ['src/app.ts', "import './server.ts'", 'no-restricted-imports'],
  ['src/app.ts', "import './cli.ts'", 'no-restricted-imports'],
  ['src/server.ts', "import './routes/vendor.ts'", 'no-restricted-imports'],
  ['src/server.ts', "export default await import('./cli.ts')", 'no-restricted-syntax'],
  ['src/plugins/openapi.ts', "export default await import('ajv')", 'no-restricted-syntax'],
  ['src/config.ts', "import 'node:process'", 'no-restricted-imports'],
  ['src/config.ts', 'export default process.env', 'no-restricted-globals'],
  ['src/config.ts', 'export default globalThis.process', 'no-restricted-globals'],
  ['src/world/seal.ts', 'export default Date.now()', 'no-restricted-syntax'],
  ['src/plugins/auth.ts', 'export default new Date()', 'no-restricted-syntax']
]

const allowed: Array<[string, string]> = [
  ['src/schemas/users.ts', "import './common.ts'"],
  ['src/assumptions.ts', "import './errors.ts'"],
  ['src/world/seal.ts', "import '../schemas/users.ts'"],
  ['src/plugins/auth.ts', "import '../world/index.ts'"],
  ['src/routes/vendor.ts', "import './v1/enterprise/user-tokens.ts'"],
  ['src/plugins/openapi.ts', "export default await import('@fastify/swagger')"],
  ['src/cli.ts', 'export default process.env'],
  ['src/world/clock.ts', 'export default new Date(Date.now())']
]

t.test('every room has its rule', async (t) => {
  const config = readFileSync(join(root, 'eslint.config.js'), 'utf8')
  const files = readdirSync(join(root, 'src'), { recursive: true }).map(String).filter((name) => name.endsWith('.ts'))
  for (const file of files) {
    const [room, ...rest] = file.split('/')
    t.ok(config.includes(`'${file}': [`) || (rest.length > 0 && config.includes(`\n  ${room}: [`)), file)
  }
})

t.test('lint holds the rooms apart', async (t) => {
  const eslint = new ESLint({ cwd: root })
  const rules = async (file: string, code: string) =>
    (await eslint.lintText(`${code}\n`, { filePath: join(root, file) })).flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId))
  for (const [file, code, rule] of breaks) t.strictSame(await rules(file, code), [rule], `${file}: ${code}`)
  for (const [file, code] of allowed) t.strictSame(await rules(file, code), [], `${file}: ${code}`)
})
