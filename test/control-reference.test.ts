/** Test that docs/reference/control.md covers every route, function and field. docs.test.ts runs its examples. */
import t from 'tap'
import { createWorldClient } from '../src/client/world.ts'
import { readFixtures } from '../src/options/fixtures.ts'
import { UserReportSchema } from '../src/resources/user-tokens/schemas.ts'
import { FaultInputSchema } from '../src/world/fault-schema.ts'
import { EntrySchema, FilterQuerySchema } from '../src/world/journal-schema.ts'
import { blocks, examples, read } from './markdown.ts'
import { key, start } from './helper.ts'

const page = read('docs/reference/control.md')

t.test('each control route has an example', async (t) => {
  const lines = examples(page).flatMap(({ code }) => code.replaceAll('\\\n', '').split('\n'))
  const calls = lines.flatMap((line) => {
    const path = /\bcurl .*"\$URL(\/_fake[^"?]*)/.exec(line)?.[1]
    const method = /-X (\w+)/.exec(line)?.[1] ?? (/ -d /.test(line) ? 'POST' : 'GET')
    return path === undefined ? [] : { method, path }
  })
  const { url } = await start(t)
  const { paths } = await (await fetch(`${url}/_fake/openapi.json`)).json() as { paths: Record<string, object> }
  const routes = Object.entries(paths).filter(([path]) => path.startsWith('/_fake'))
  t.not(routes.length, 0)
  for (const [path, methods] of routes) {
    const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
    for (const method of Object.keys(methods)) {
      t.ok(calls.some((call) => call.method === method.toUpperCase() && pattern.test(call.path)), `${method} ${path}`)
    }
  }
})

t.test('the tables of the control page have each route, and each function beside the route that it calls', async (t) => {
  const sfox = await start(t)
  const rows = [...page.matchAll(/^\| `([A-Z]+ \/_fake[^`]*)` \| (.*?) \|/gm)] as Array<RegExpExecArray & [string, string, string]>
  const { paths } = await (await fetch(`${sfox.url}/_fake/openapi.json`)).json() as { paths: Record<string, object> }
  const routes = Object.entries(paths).filter(([path]) => path.startsWith('/_fake'))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
  t.strictSame(rows.map(([, route]) => route).sort(), routes.sort())

  const calls: string[] = []
  const world: object = createWorldClient(async ({ method, path }) => {
    calls.push(`${method} ${path.replace(/\?.*/, '')}`)
    return { status: 200, text: '{"now":"2026-01-31T12:00:00Z","faults":[],"requests":[],"users":[]}' }
  }, key)
  const functions = functionsOf(world)
  for (const name of functions) {
    const [, route = ''] = rows.find(([, , cell]) => cell.includes(`\`${name}(`)) ?? []
    await name.split('.').reduce<any>((part, member) => part[member], world)(name === 'users.put' ? { user_id: '1' } : '1')
    t.match(calls.pop() ?? 'no call', new RegExp(`^${route.replaceAll(/\{\w+\}/g, '1')}$`), name)
  }
  const programs = blocks('js', page).join('\n')
  for (const name of functionsOf(sfox).filter((name) => !functions.includes(name))) t.match(programs, `sfox.${name}(`, name)
})

t.test('the tables of the control page leave out no field, and the faults in it are good', async (t) => {
  const { user_id: _, ...report } = UserReportSchema.properties
  const { properties: fault } = FaultInputSchema
  for (const properties of [fault, FilterQuerySchema.properties, EntrySchema.properties, report]) {
    for (const name of Object.keys(properties)) t.match(page, new RegExp(`^\\| [^|]*\`${name}\``, 'm'), name)
  }
  const faults = [...page.matchAll(/^\| .* \| `(\{.*\})` \|$/gm)].map(([, text]) => text as string)
  t.not(faults.length, 0)
  for (const text of faults) t.doesNotThrow(() => readFixtures({ faults: [JSON.parse(text)] }), text)
})

/** The functions of a handle or a world, those of its parts by both names. */
function functionsOf (handle: object): string[] {
  return Object.entries(handle).flatMap(([name, value]) =>
    typeof value === 'function'
      ? name
      : typeof value === 'object' && value !== null ? functionsOf(value).map((part) => `${name}.${part}`) : [])
}
