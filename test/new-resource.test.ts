/**
 * Follow "To add an endpoint" of docs/architecture.md: add a made-up resource to a copy of the project, a folder and a
 * line in two lists, and see that everything that derives from the list knows of it.
 */
import t from 'tap'
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')

const resource: Record<string, string> = {
  'schemas.ts': `
    import { Type } from '@sinclair/typebox'
    import type { Assumptions } from '../index.ts'
    export const badgeBody = ({ 'longest-badge': longest }: Assumptions) =>
      Type.Object({ text: Type.String({ minLength: 1, maxLength: longest }) })
    export const BadgeSchema = Type.Object({ id: Type.Integer(), text: Type.String() })`,
  'assumptions.ts': `
    import { Type } from '@sinclair/typebox'
    import { defineAssumptions } from '../assumption.ts'
    export const assumptions = defineAssumptions({
      'longest-badge': { schema: Type.Integer({ minimum: 1 }), default: 20, why: 'How long a badge may be is not documented.' }
    })`,
  'refusals.ts': `
    import { byToken, freshUser } from '../example.ts'
    import { defineRefusals, undocumented } from '../refusal.ts'
    export const pin = (text: string) => byToken('POST', '/v1/user/badges', { text })
    export const refusals = defineRefusals({
      'badge-taken': {
        status: 422,
        error: 'The badge "{text}" is taken.',
        when: 'a badge is pinned twice',
        source: undocumented,
        why: 'Made up.',
        provoke: { before: [...freshUser(), pin('gold')], request: pin('gold') }
      }
    })`,
  'state.ts': `
    import type { Account } from '../../world/account.ts'
    import { createPerAccount } from '../../world/per-account.ts'
    import type { Parts } from '../state.ts'
    export interface Badge { id: number, text: string }
    export interface Badges { pin: (account: Account, text: string) => Badge | undefined }
    export function createBadges ({ nextId }: Parts): Badges {
      const badgesOf = createPerAccount<Badge[]>(() => [])
      return {
        pin (account, text) {
          const badges = badgesOf(account)
          if (badges.some((badge) => badge.text === text)) return undefined
          const badge = { id: nextId(), text }
          badges.push(badge)
          return badge
        }
      }
    }`,
  'endpoints.ts': `
    import { defineEndpoint, type Endpoint } from '../endpoint.ts'
    import { freshUser } from '../example.ts'
    import { assumptions } from './assumptions.ts'
    import { refusals } from './refusals.ts'
    import { badgeBody, BadgeSchema } from './schemas.ts'
    import { createBadges } from './state.ts'
    const pinBadge = defineEndpoint({
      method: 'POST',
      path: '/v1/user/badges',
      credential: 'user',
      summary: 'Pin a badge',
      docs: { page: 'rest-api/badges/pin-badge', says: 'that it pins a badge' },
      body: badgeBody,
      status: 201,
      reply: BadgeSchema,
      refusals,
      examples: [{ when: 'a badge is pinned', before: freshUser(), body: { text: 'gold' }, reply: { id: 1, text: 'gold' } }],
      handler: ({ body: { text }, account, world, refuse }) =>
        world.badges.pin(account, text) ?? refuse('badge-taken', { text })
    })
    const endpoints: Endpoint[] = [pinBadge]
    export const badges = { title: 'Badges', endpoints, assumptions, refusals, createState: createBadges }`,
  'probes.ts': `
    import { asked, never, row } from '../probe.ts'
    export const badgeProbes = {
      'longest-badge': never('a badge of each length would be pinned'),
      'badge-taken': row(asked('the same badge again', ['key', 'user', 'writing'],
        async (client) => await client.byToken(await client.token(), 'POST', '/v1/user/badges', { text: 'gold' })))
    }`
}

/** A program that questions the copy. */
const questions = `
  import { createFakeSfox } from './src/index.ts'
  import { fillBlocks, fixturesSchemaText } from './scripts/docs.ts'
  import { probeRows } from './src/verify/probes.ts'
  const app = createFakeSfox({ fixtures: { assumptions: { 'longest-badge': 5, 'badge-taken': { status: 409 } } } as object })
  const bearer = (credential: string) => ({ authorization: \`Bearer \${credential}\` })
  const key = bearer('fake-enterprise-key')
  const call = async (method: 'GET' | 'POST', url: string, headers: object, payload?: object) => {
    const { statusCode: status, headers: { 'x-fake-sfox-reason': reason }, payload: text } =
      await app.inject({ method, url, headers: { ...headers }, ...(payload && { payload }) })
    return { status, reason, json: JSON.parse(text) }
  }
  const { json: { data: { token } } } = await call('POST', '/v1/enterprise/user-tokens/a', key)
  const pin = async (text: string, headers = bearer(token)) => {
    const { status, reason = null, json } = await call('POST', '/v1/user/badges', headers, { text })
    return [status, reason, json.error ?? json]
  }
  const answers = [await pin('gold'), await pin('gold'), await pin('silver'), await pin('gold', key)]
  const { json: { paths } } = await call('GET', '/_fake/openapi.json', {})
  const { json: { outcomes, behaviours } } = await call('GET', '/_fake/catalog', key)
  const fill = (name: string) => fillBlocks(\`<!-- generated: \${name} -->\\n<!-- end -->\`)
  console.log(JSON.stringify({
    answers,
    openapi: Object.keys(paths['/v1/user/badges'].post.responses),
    maxLength: paths['/v1/user/badges'].post.requestBody.content['application/json'].schema.properties.text.maxLength,
    outcomes: outcomes.filter(({ when }: { when: string }) => when.includes('badge')).map(({ status }: { status: number }) => status),
    behaviour: behaviours.find(({ name }: { name: string }) => name === 'longest-badge').value,
    probes: probeRows.filter(([name]) => name.includes('badge')).map(([name]) => name),
    schema: fixturesSchemaText().includes('"longest-badge"'),
    documents: Object.fromEntries(['endpoints', 'documented', 'refusals', 'behaviours'].map((name) => [name, fill(name).includes('badge')]))
  }))
  await app.close()
`

t.test('a folder, and a line in two lists, make a resource', async (t) => {
  const dir = t.testdir()
  for (const name of ['src', 'scripts', 'fixtures', 'examples', 'package.json', 'tsconfig.json']) {
    cpSync(join(root, name), join(dir, name), { recursive: true, filter: (path) => !path.endsWith('node_modules') })
  }
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'))
  const folder = join(dir, 'src/resources/badges')
  mkdirSync(folder)
  for (const [name, text] of Object.entries(resource)) writeFileSync(join(folder, name), text)
  const edit = (name: string, ...changes: Array<[from: string, to: string]>) => {
    const path = join(dir, name)
    let text = readFileSync(path, 'utf8')
    for (const [from, to] of changes) {
      t.ok(text.includes(from), `${name}: ${from}`)
      text = text.replace(from, to)
    }
    writeFileSync(path, text)
  }
  edit('src/resources/index.ts',
    ['import { balances }', "import { badges } from './badges/endpoints.ts'\nimport { balances }"], ['  balances,\n', '  balances,\n  badges,\n'])
  edit('src/resources/probes.ts',
    ['import { balanceProbes }', "import { badgeProbes } from './badges/probes.ts'\nimport { balanceProbes }"],
    ['  ...balanceProbes,\n', '  ...balanceProbes,\n  ...badgeProbes,\n'])
  writeFileSync(join(dir, 'questions.ts'), questions)
  edit('tsconfig.json', ['"include": ["src", "test", "scripts", "bench"]', '"include": ["src", "scripts", "questions.ts"]'])

  await t.resolves(run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc')], { cwd: dir }), 'it compiles')
  const { stdout } = await run(process.execPath, ['--import', './scripts/typescript.js', 'questions.ts'], { cwd: dir })
  t.strictSame(JSON.parse(stdout), {
    answers: [
      [201, null, { id: 1, text: 'gold' }],
      [409, 'badge-taken', 'The badge "gold" is taken.'],
      [400, 'invalid-body', 'Invalid request body: /text must NOT have more than 5 characters.'],
      [403, 'wrong-credential-kind', 'This endpoint takes a user token, not the enterprise key.']
    ],
    openapi: ['201', '400', '401', '403', '406', '408', '409', '413', '415', '429', '431', '500', '507', 'default'],
    maxLength: 5,
    outcomes: [201, 409],
    behaviour: 5,
    probes: ['longest-badge', 'badge-taken'],
    schema: true,
    documents: { endpoints: true, documented: true, refusals: true, behaviours: true }
  })
})
