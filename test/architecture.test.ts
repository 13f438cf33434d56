/** Test that lint reports each violation of the architecture (eslint.config.js). */
import t from 'tap'
import { ESLint } from 'eslint'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

const breaks: Array<[string, string, string]> = [
  ['src/values/schemas.ts', "import '../world/clock.ts'", 'no-restricted-imports'],
  ['src/values/schemas.ts', "import 'fastify'", 'no-restricted-imports'],
  ['src/world/ledger.ts', "import '../resources/index.ts'", 'no-restricted-imports'],
  ['src/world/ledger.ts', "import '../hooks/principal.ts'", 'no-restricted-imports'],
  ['src/resources/orders/probes.ts', "import '../../hooks/probes.ts'", 'no-restricted-imports'],
  ['src/world/ledger.ts', "import 'fastify'", 'no-restricted-imports'],
  ['src/world/ledger.ts', "import 'node:http'", 'no-restricted-imports'],
  ['src/resources/endpoint.ts', "import '../vendor/mount.ts'", 'no-restricted-imports'],
  ['src/resources/orders/state.ts', "import 'fastify'", 'no-restricted-imports'],
  ['src/resources/orders/state.ts', "import '../deposits/endpoints.ts'", 'no-restricted-imports'],
  ['src/resources/orders/endpoints.ts', "import '../deposits/endpoints.ts'", 'no-restricted-imports'],
  ['src/resources/orders/endpoints.ts', "import '../../hooks/principal.ts'", 'no-restricted-imports'],
  ['src/resources/orders/endpoints.ts', "import './probes.ts'", 'no-restricted-imports'],
  ['src/resources/orders/probes.ts', "import '../../verify/run.ts'", 'no-restricted-imports'],
  ['src/hooks/credentials.ts', "import '../vendor/scope.ts'", 'no-restricted-imports'],
  ['src/hooks/credentials.ts', "import '../server/app.ts'", 'no-restricted-imports'],
  ['src/vendor/scope.ts', "import '../control/scope.ts'", 'no-restricted-imports'],
  ['src/vendor/scope.ts', "import '../server/app.ts'", 'no-restricted-imports'],
  ['src/control/scope.ts', "import '../options/table.ts'", 'no-restricted-imports'],
  ['src/client/world.ts', "import '../server/listen.ts'", 'no-restricted-imports'],
  ['src/options/table.ts', "import '../server/listen.ts'", 'no-restricted-imports'],
  ['src/server/app.ts', "import '../cli/arguments.ts'", 'no-restricted-imports'],
  ['src/server/app.ts', "import '../cli.ts'", 'no-restricted-imports'],
  ['src/server/app.ts', "import '../resources/probes.ts'", 'no-restricted-imports'],
  ['src/page/panels/mint.ts', "import '../../world/clock.ts'\nimport '../../server/app.ts'", 'no-restricted-imports'],
  ['src/server/listen.ts', "export default await import('../cli.ts')", 'no-restricted-syntax'],
  ['src/options/resolve.ts', "import 'node:process'", 'no-restricted-imports'],
  ['src/options/resolve.ts', 'export default process.env', 'no-restricted-globals'],
  ['src/options/resolve.ts', 'export default globalThis.process', 'no-restricted-globals'],
  ['src/world/ledger.ts', 'export default Date.now()', 'no-restricted-syntax'],
  ['src/hooks/credentials.ts', 'export default new Date()', 'no-restricted-syntax']
]

const allowed: Array<[string, string]> = [
  ['src/values/validator.ts', "import './money.ts'"],
  ['src/world/ledger.ts', "import '../values/money.ts'"],
  ['src/resources/orders/endpoints.ts', "import '../end-users/refusals.ts'"],
  ['src/resources/orders/probes.ts', "import '../end-users/probes.ts'"],
  ['src/resources/orders/state.ts', "import '../../world/ledger.ts'"],
  ['src/hooks/credentials.ts', "import '../resources/endpoint.ts'"],
  ['src/vendor/scope.ts', "import '../hooks/principal.ts'"],
  ['src/verify/probes.ts', "import '../resources/probes.ts'"],
  ['src/cli.ts', 'export default process.env'],
  ['src/world/clock.ts', 'export default new Date(Date.now())']
]

t.test('every room has its rule', async (t) => {
  const config = readFileSync(join(root, 'eslint.config.js'), 'utf8')
  const rooms = readdirSync(join(root, 'src'))
  for (const room of rooms) t.match(config, room.endsWith('.ts') ? `'${room}': [` : `\n  ${room}: [`, room)
  t.ok(rooms.filter((name) => name.includes('.')).length <= 4, 'at most four files lie loose at the top')
})

t.test('lint holds the rooms apart', async (t) => {
  const eslint = new ESLint({ cwd: root })
  const rules = async (file: string, code: string) =>
    (await eslint.lintText(`${code}\n`, { filePath: join(root, file) })).flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId))
  for (const [file, code, rule] of breaks) t.strictSame(await rules(file, code), [rule], `${file}: ${code}`)
  for (const [file, code] of allowed) t.strictSame(await rules(file, code), [], `${file}: ${code}`)
})
