/**
 * The packed tarball: looked at, installed into an empty project and used, as ESM, as CommonJS, from TypeScript, and as
 * a command. Run by `npm run test:package`, after a build; it installs the dependencies anew.
 */
import t from 'tap'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { lstatSync, readFileSync, readdirSync } from 'node:fs'
import { join, posix } from 'node:path'
import { promisify } from 'node:util'
import { endpoints } from '../../src/resources/index.ts'
import { blocks } from '../markdown.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const read = (...path: string[]) => readFileSync(join(...path), 'utf8')
const { version, dependencies } = JSON.parse(read(root, 'package.json'))

interface Packed { filename: string, size: number, files: Array<{ path: string }> }

const use = `
  .then(async (sfox) => {
    const response = await fetch(sfox.url + '/v1/enterprise/user-tokens/user-1', {
      method: 'POST', headers: { authorization: 'Bearer ' + sfox.key }
    })
    console.log(response.status, sfox.version)
    await sfox.close()
  })
`

const beside = `
import { assertFakeSfox } from 'fake-sfox'
const { SFOX_BASE_URL: url, SFOX_ENTERPRISE_API_KEY: key } = process.env
await assertFakeSfox(url)
const { status } = await fetch(url + '/v1/enterprise/user-tokens/a', { method: 'POST', headers: { authorization: 'Bearer ' + key } })
console.log('sure, ' + status)
`

const typescript = `
import {
  assertFakeSfox, connectFakeSfox, createFakeSfox, startFakeSfox, withFakeSfox,
  type Entry, type FakeSfox, type FakeSfoxOptions, type Fault, type UserReport, type World
} from 'fake-sfox'

const options: FakeSfoxOptions = { users: 'registered', fixtures: { users: [{ user_id: 'a' }] }, tokenTtl: '90s' }
// @ts-expect-error -- an unknown option
const wrong: FakeSfoxOptions = { prot: 1 }
// @ts-expect-error -- a bad value
const worse: FakeSfoxOptions = { users: 'some' }

const status: number = await withFakeSfox(options, async (sfox: FakeSfox) => {
  const world: World = sfox.world('w')
  const environment: { SFOX_BASE_URL: string, SFOX_ENTERPRISE_API_KEY: string } = sfox.env()
  const response = await fetch(environment.SFOX_BASE_URL + '/v1/enterprise/user-tokens/a', {
    method: 'POST', headers: { authorization: 'Bearer ' + world.key }
  })
  return response.status
})
await assertFakeSfox(process.env.SFOX_BASE_URL).catch(() => {})
await using disposed = await startFakeSfox()
await using connected = await connectFakeSfox(disposed.url, { key: disposed.key })
const fault: Fault = await connected.faults.add({ status: 503, times: null, match: { path: '/v1/*' }, delay: { min: 1, max: '2ms' } })
// @ts-expect-error -- no such connection
await connected.faults.add({ connection: 'drop' }).catch(() => {})
const now: Date = await connected.clock.advance('24h')
const entries: Entry[] = await connected.requests.list({ status: null, since: 0 })
const report: UserReport[] = await connected.tokens.report()
const found = await connected.tokens.introspect('x')
const reason: string = found.active ? found.expires : found.reason
const app = createFakeSfox()
const key: string = app.sfox.key
const answer = await app.inject('/_fake/health')
await app.close()
console.log(status, answer.statusCode, key, disposed.version, wrong, worse, fault, now, entries, report, reason)
`

const commonjs = `
import fake = require('fake-sfox')
import { withFakeSfox } from 'fake-sfox'

const options: fake.FakeSfoxOptions = { users: 'any' }
withFakeSfox(options, async (sfox: fake.FakeSfox) => console.log(sfox.version))
`

/** As strict as can be, and nothing of \`lib\` beyond what the target brings. */
const strictly = { target: 'es2022', strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, types: ['node'] }
/**
 * For the further resolutions. The declarations are checked by the strict ones; a name that is not found is `any` here,
 * and then the expected errors of the program are missing.
 */
const quickly = { skipLibCheck: true, noEmit: true }
const project = (compilerOptions: object, ...files: string[]) =>
  JSON.stringify({ compilerOptions: { ...strictly, rootDir: '.', ...compilerOptions }, files })

t.test('the packed package', async (t) => {
  const dir = t.testdir({
    'package.json': JSON.stringify({ name: 'consumer', private: true, type: 'module', scripts: { test: 'node exec.mjs' } }),
    'exec.mjs': beside,
    'esm.mjs': `import { startFakeSfox } from 'fake-sfox'\nstartFakeSfox()${use}`,
    'cjs.cjs': `const { startFakeSfox } = require('fake-sfox')\nstartFakeSfox()${use}`,
    'typed.ts': typescript,
    'required.cts': commonjs,
    'nodenext.json': project({ module: 'nodenext', outDir: 'out' }, 'typed.ts', 'required.cts'),
    'node20.json': project({ module: 'node20', noEmit: true }, 'typed.ts', 'required.cts'),
    'node16.json': project({ ...quickly, module: 'node16' }, 'typed.ts', 'required.cts'),
    'node10.json': project({
      ...quickly, module: 'esnext', moduleResolution: 'node10', allowSyntheticDefaultImports: true
    }, 'typed.ts'),
    'bundler.json': project({ ...quickly, module: 'esnext', moduleResolution: 'bundler' }, 'typed.ts')
  })
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', dir], { cwd: root })
  const [packed] = Object.values(JSON.parse(stdout)) as [Packed]
  const shipped = packed.files.map(({ path }) => path)
  const tarball = join(dir, packed.filename)
  const tool = (name: string, ...args: string[]) => run(join(root, 'node_modules/.bin', name), args, { cwd: dir })

  t.test('holds what it needs and nothing else', async (t) => {
    for (const file of [
      'dist/index.js', 'dist/index.d.ts', 'dist/index.cjs', 'dist/index.d.cts', 'dist/cli.js', 'fixtures/schema.json', 'README.md', 'LICENSE', 'dist/page/index.html',
      'dist/page/page.js', 'dist/page/page.css', 'dist/page/lit-html/LICENSE', 'dist/page/eventsource-parser/LICENSE',
      'dist/typebox/LICENSE'
    ]) {
      t.ok(shipped.includes(file), file)
    }
    t.strictSame(shipped.filter((path) => !/^(dist|fixtures)\/|^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/.test(path)), [])
    t.strictSame(shipped.filter((path) => /^dist.*\.c?js$/.test(path) && read(root, path).includes('sourceMappingURL')), [])
    t.strictSame(shipped.filter((path) => /^dist\/(?!page\/).*\.c?js$/.test(path)).sort(), [
      'cli.js', 'cli/arguments.cjs', 'cli/banner.cjs', 'cli/exec.cjs', 'cli/log.cjs', 'cli/no-proxy.cjs',
      'fake-sfox.cjs', 'index.cjs', 'index.js', 'options/option-error.cjs', 'package.cjs', 'server/listen.cjs',
      'server/port-file.cjs', 'verify/command.cjs'
    ].map((name) => `dist/${name}`), 'each file takes its time at every start')
    const text = read(root, 'dist/fake-sfox.cjs')
    t.match(text, 'require("fastify")')
    t.notMatch(text, 'require("@sinclair/typebox', 'and so do the 200 files of TypeBox')
    const budget = 140_000 + 3_000 * endpoints.length
    t.ok(packed.size < budget, `${packed.size} bytes packed, of ${budget}: 140 kB, and 3 kB an endpoint`)
  })

  t.test('types name what is shipped or declared, and nothing else', async (t) => {
    const specifiers = /\b(?:from |import\()["']([^"']+)["']/g
    const names = shipped.filter((path) => /\.d\.c?ts$/.test(path)).flatMap((path) =>
      [...read(root, path).matchAll(specifiers)].map(([, name]) => ({ path, name: name as string })))
    const isKnown = ({ path, name }: typeof names[number]) => name.startsWith('.')
      ? shipped.includes(posix.join(posix.dirname(path), name.replace(/ts$/, 'd.ts')))
      : name.startsWith('node:') || /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] as string in dependencies
    t.not(names.length, 0)
    t.strictSame(names.filter((name) => !isKnown(name)), [])
  })

  t.test('as publint sees it', async (t) => { await t.resolves(tool('publint', 'run', tarball, '--strict')) })

  t.test('as Are The Types Wrong sees it', async (t) => {
    await t.resolves(tool('attw', tarball, '--profile', 'strict', '--no-definitely-typed'))
  })

  const install = (...what: string[]) =>
    run('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', ...what], { cwd: dir })
  await install(tarball)

  t.test('what is installed is small, not deprecated, and runs nothing', async (t) => {
    const modules = join(dir, 'node_modules')
    const files = readdirSync(modules, { recursive: true }).map((name) => lstatSync(join(modules, String(name))))
    const size = files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0)
    t.ok(size > packed.size && size < 20_000_000, `${size} bytes installed, of 20 MB`)
    const { packages } = JSON.parse(read(modules, '.package-lock.json'))
    t.ok('node_modules/fastify' in packages)
    // Deprecations come from the registry, and some mirrors do not pass them on.
    t.strictSame(Object.keys(packages).filter((name) => {
      const { scripts = {} } = JSON.parse(read(dir, name, 'package.json'))
      const { deprecated = false, hasInstallScript = false } = packages[name]
      return deprecated || hasInstallScript || ['preinstall', 'install', 'postinstall'].some((script) => script in scripts)
    }), [])
  })

  const { version: compiler } = JSON.parse(read(root, 'node_modules/typescript/package.json'))
  await install(`typescript@${compiler}`, 'typescript-5@npm:typescript@5.9', '@types/node@20')
  const node = async (...args: string[]) => (await run(process.execPath, args, { cwd: dir })).stdout

  t.test('as ESM', async (t) => t.equal(await node('esm.mjs'), `201 ${version}\n`))
  t.test('as CommonJS', async (t) => t.equal(await node('cjs.cjs'), `201 ${version}\n`))
  t.test('as both, with one state', async (t) => {
    const code = "import * as fake from 'fake-sfox'; import { createRequire } from 'node:module'\n" +
      "console.log(createRequire(process.cwd() + '/x')('fake-sfox').createFakeSfox === fake.createFakeSfox, Object.keys(fake).length)"
    t.equal(await node('--input-type=module', '-e', code), 'true 5\n')
  })
  t.test('from TypeScript', async (t) => {
    await node('node_modules/typescript/bin/tsc', '-p', 'nodenext.json')
    t.match(await node('out/typed.js'), /^201 200 fake-enterprise-key /)
    t.equal(await node('out/required.cjs'), `${version}\n`)
    await t.resolves(node('node_modules/typescript/bin/tsc', '-p', 'bundler.json'), 'for a bundler')
    await t.resolves(node('node_modules/typescript-5/bin/tsc', '-p', 'node20.json'), 'from TypeScript 5.9')
    await t.resolves(node('node_modules/typescript-5/bin/tsc', '-p', 'node16.json'), 'as Node without require() of ES modules')
    await t.resolves(node('node_modules/typescript-5/bin/tsc', '-p', 'node10.json'), 'as Node without exports')
  })
  t.test('fixtures can be found by name', async (t) => {
    t.equal(await node('-p', "require('fake-sfox/fixtures/schema.json').title"), 'fake-sfox fixtures\n')
  })
  t.test('as a command', async (t) => {
    const child = spawn(join(dir, 'node_modules/.bin/fake-sfox'), ['--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
    t.teardown(() => child.kill('SIGKILL'))
    const [line] = await once(createInterface(child.stdout), 'line')
    for (const path of ['/_fake/health', '/', '/_fake/page/page.js']) {
      t.equal((await fetch(JSON.parse(line).url + path)).status, 200, path)
    }
    const compare = 'npx fake-sfox verify --against http://127.0.0.1:7369 --key fake-enterprise-key --user-id user-1 user-2\n'
    t.ok(blocks('sh', read(root, 'docs/guides/verify.md')).includes(compare))
    const { stdout } = await run('bash', ['-c', compare.replace('http://127.0.0.1:7369', JSON.parse(line).url)], { cwd: dir })
    t.match(stdout, /\n\d+ compared: \d+ same, 0 differ\. /)
    child.kill('SIGTERM')
    t.strictSame(await once(child, 'exit'), [0, null])
  })
  t.test('beside a command, as the README has it', async (t) => {
    const line = 'npx fake-sfox exec -- npm test\n'
    t.ok(blocks('sh', read(root, 'README.md')).includes(line))
    const { stdout } = await run('bash', ['-c', line], { cwd: dir })
    t.match(stdout, /(?:^|\n)sure, 201\n$/)
  })
})
