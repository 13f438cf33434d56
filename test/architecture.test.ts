/** The layer rules of eslint.config.js, seen to bite: each line breaks the architecture, and lint has to find it. */
import t from 'tap'
import { ESLint } from 'eslint'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

const breaks: Array<[string, string, string]> = [
  ['src/schemas/x.ts', "import '../errors.ts'", 'no-restricted-imports'],
  ['src/schemas/x.ts', "import '../world/index.ts'", 'no-restricted-imports'],
  ['src/errors.ts', "import './config.ts'", 'no-restricted-imports'],
  ['src/assumptions.ts', "import './config.ts'", 'no-restricted-imports'],
  ['src/world/x.ts', "import 'fastify'", 'no-restricted-imports'],
  ['src/world/x.ts', "import '../plugins/auth.ts'", 'no-restricted-imports'],
  ['src/world/x.ts', "import '../app.ts'", 'no-restricted-imports'],
  ['src/plugins/x.ts', "import '../routes/vendor.ts'", 'no-restricted-imports'],
  ['src/plugins/x.ts', "import '../server.ts'", 'no-restricted-imports'],
  ['src/routes/fake/x.ts', "import './health.ts'", 'no-restricted-imports'],
  ['src/routes/v1/enterprise/x.ts', "import '../../../app.ts'", 'no-restricted-imports'],
  ['src/routes/vendor.ts', "import '../app.ts'", 'no-restricted-imports'],
  ['src/app.ts', "import './cli.ts'", 'no-restricted-imports'],
  ['src/config.ts', 'export default process.env', 'no-restricted-globals'],
  ['src/world/seal.ts', 'export default Date.now()', 'no-restricted-syntax'],
  ['src/plugins/x.ts', 'export default new Date()', 'no-restricted-syntax']
]

const allowed: Array<[string, string]> = [
  ['src/schemas/x.ts', "import './common.ts'"],
  ['src/assumptions.ts', "import './errors.ts'"],
  ['src/assumptions.ts', "import './schemas/common.ts'"],
  ['src/world/x.ts', "import '../schemas/users.ts'"],
  ['src/plugins/x.ts', "import '../world/index.ts'"],
  ['src/routes/vendor.ts', "import './v1/enterprise/user-tokens.ts'"],
  ['src/routes/v1/enterprise/x.ts', "import '../../../schemas/user-tokens.ts'"],
  ['src/cli.ts', 'export default process.env'],
  ['src/world/clock.ts', 'export default new Date(Date.now())']
]

t.test('lint holds the rooms apart', async (t) => {
  const eslint = new ESLint({ cwd: root })
  const rules = async (file: string, code: string) =>
    (await eslint.lintText(`${code}\n`, { filePath: join(root, file) })).flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId))
  for (const [file, code, rule] of breaks) t.strictSame(await rules(file, code), [rule], `${file}: ${code}`)
  for (const [file, code] of allowed) t.strictSame(await rules(file, code), [], `${file}: ${code}`)
})
