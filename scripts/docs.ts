/** Generate the blocks of the documents that derive from the program's tables and from `examples/`. */
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { fileURLToPath } from 'node:url'
import {
  assume, assumptionTable, behaviours, reasons, refusals, type AssumptionName
} from '../src/vendor/assumptions.ts'
import { basisOf, inWords } from '../src/vendor/provenance.ts'
import { capacityLimits } from '../src/world/capacity-limits.ts'
import { defaultText } from '../src/options/resolve.ts'
import { allControlRefusals } from '../src/control/routes.ts'
import { endpoints, resources } from '../src/resources/index.ts'
import { notEmulated } from '../src/resources/not-emulated.ts'
import { wrongPaths } from '../src/resources/wrong-paths.ts'
import { FixturesSchema, readFixtures, type Fixtures } from '../src/options/fixtures.ts'
import { magicIds } from '../src/world/magic-ids.ts'
import { optionRows } from '../src/options/table.ts'
import { verifyOptionRows } from '../src/verify/options.ts'
import { needs as needTable, type Need } from '../src/resources/probe.ts'
import { probeRows } from '../src/verify/probes.ts'

const row = (...cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

/** Format a text as code, since it may contain Markdown or HTML. */
const code = (text: string) => text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``

/** Group items by a text of each, in the order in which the groups first appear. */
function groupBy<Item> (items: Item[], textOf: (item: Item) => string): Record<string, [Item, ...Item[]]> {
  const groups: Record<string, [Item, ...Item[]]> = {}
  for (const item of items) {
    const group = groups[textOf(item)]
    if (group) group.push(item)
    else groups[textOf(item)] = [item]
  }
  return groups
}

const options = [
  row('flag', 'environment', 'in process', 'default', 'meaning'),
  row('---', '---', '---', '---', '---'),
  ...optionRows.map(([name, option]) =>
    row(`\`${option.flag}\``, `\`${option.env}\``, `\`${name}\``, `\`${defaultText(name)}\``, option.meaning))
].join('\n')

const magicIdTable = [
  row('id', 'for example', 'what it does'),
  row('---', '---', '---'),
  ...Object.values(magicIds).map(({ form, example, meaning }) => row(`\`${form}\``, `\`${example}\``, meaning))
].join('\n')

const controlRefusalTable = [
  row('status', '`x-fake-sfox-reason`', 'when', 'text'),
  row('---', '---', '---', '---'),
  ...Object.entries(allControlRefusals).map(([reason, { status, when, error }]) =>
    row(String(status), `\`${reason}\``, when, code(error)))
].join('\n')

const anyRefusal: Record<string, { status: number }> = { ...refusals, ...allControlRefusals }

const capacityLimitTable = [
  row('at most', 'of what', 'one more is refused with'),
  row('---', '---', '---'),
  ...Object.values(capacityLimits).map(({ maximum, counted, reason }) =>
    row(maximum.toLocaleString('en-US'), counted, `${anyRefusal[reason]?.status}, \`${reason}\``))
].join('\n')

/** Ways to set up a test runner, each with the files whose regions are shown. */
const runners: Array<[title: string, folder: string, ...files: string[]]> = [
  ['`fake-sfox exec`, here with node:test', 'node-test', 'world.js'],
  ['A global set-up, here with Vitest', 'vitest', 'global-setup.js', 'world.js'],
  ['Jest in its default mode', 'jest-commonjs', 'global-setup.js', 'world.js']
]

const recipes = runners.map(([title, folder, ...files]) => {
  const regions = files.map((file) => readRegion(`examples/${folder}/${file}`))
  return `${title} ([example](../../examples/${folder}/)):\n\n\`\`\`javascript\n${regions.join('\n\n')}\n\`\`\``
}).join('\n\n')

/** Return the region of an example that is to be shown. */
function readRegion (name: string): string {
  const text = readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
  const [, region] = /^\/\/ #region readme\n([^]*?)\n\/\/ #endregion$/m.exec(text) as RegExpExecArray
  return region as string
}

const keys = { enterprise: 'enterprise key', user: 'user token', none: 'none' }

const endpointTable = [
  `${endpoints.length} of ${endpoints.length + notEmulated.length} documented endpoints are emulated.\n`,
  row('resource', 'endpoint', 'credential', 'what it does', 'page of sFOX\'s documentation'),
  row('---', '---', '---', '---', '---'),
  ...Object.values(resources).flatMap((resource) => resource.endpoints.map((endpoint) => row(
    resource.title, code(`${endpoint.method} ${endpoint.path}`), keys[endpoint.credential], endpoint.summary, endpoint.docs.page)))
].join('\n')

const documentedTable = [
  row('endpoint', 'its page documents'),
  row('---', '---'),
  ...endpoints.map(({ method, path, docs }) => row(code(`${method} ${path}`), docs.says))
].join('\n')

/** One line for each first segment of a path, after `/v1` or `/v1/enterprise`. */
const notEmulatedList = Object.values(groupBy(notEmulated, ({ path }) => path.replace(/^(\/v1(?:\/enterprise)?\/[^/]+).*/, '$1')))
  .map((endpoints) => `- ${endpoints.map(({ method, path }) => code(`${method} ${path}`)).join(', ')}`).join('\n')

const wrongPathTable = [
  row('wrong', 'right'),
  row('---', '---'),
  ...wrongPaths.map(({ method, wrong, right }) =>
    row(code([method, wrong].filter(Boolean).join(' ')), right.map(code).join(' or ')))
].join('\n')

const verifyOptionTable = [
  row('flag', 'environment', 'meaning'),
  row('---', '---', '---'),
  ...verifyOptionRows.map(({ flag, env, placeholder, meaning }) =>
    row(code(placeholder === undefined ? flag : `${flag} ${placeholder}`), env === undefined ? '' : code(env), meaning))
].join('\n')

const probes = probeRows.flatMap(([name, row]) => row.map((probe) => ({ name, ...probe })))

/** The probes: one line for each set of flags that they need. */
const probeTable = [
  row('with', 'asks about'),
  row('---', '---'),
  ...Object.entries(groupBy(probes.filter(({ onlyFakes }) => onlyFakes === undefined), ({ needs }) => flagsOf(needs)))
    .sort(([, [one]], [, [other]]) => one.needs.length - other.needs.length)
    .map(([flags, some]) => row(flags, Object.entries(groupBy(some, ({ name }) => name))
      .map(([name, asked]) => `${code(name)} (${asked.map(({ title }) => title).join('; ')})`).join(', ')))
].join('\n')

function flagsOf (needs: readonly Need[]): string {
  return needs.map((need) => needTable[need]).join(', ') || 'no flag'
}

const fakeProbeTable = [
  row('why a real server is not asked', 'rows'),
  row('---', '---'),
  ...Object.entries(groupBy(probes, ({ onlyFakes }) => onlyFakes ?? ''))
    .filter(([why]) => why !== '')
    .map(([why, some]) => row(why, some.map(({ name }) => code(name)).join(', ')))
].join('\n')

const blocks: Record<string, string> = {
  'not-emulated': notEmulatedList,
  'wrong-paths': wrongPathTable,
  endpoints: endpointTable,
  documented: documentedTable,
  recipes,
  options,
  'magic-ids': magicIdTable,
  'control-refusals': controlRefusalTable,
  'capacity-limits': capacityLimitTable,
  'verify-options': verifyOptionTable,
  probes: probeTable,
  'fake-probes': fakeProbeTable
}

/** The observations of the real API that are part of the package. */
const shared = readFixtures(fileURLToPath(new URL('../fixtures/observed.json', import.meta.url)))

/** Create the blocks that say how each row is known. */
function knowledge ({ assumptions = {}, observed = {} }: Fixtures): Record<string, string> {
  // Assumptions that were set but not observed do not count.
  const inForce = assume(
    Object.fromEntries(Object.entries(assumptions).filter(([name]) => Object.hasOwn(observed, name))))
  const knownOf = (name: AssumptionName) => basisOf(name, inForce, observed)
  /** Return the value that was observed, unless it is the default, which the tables show. */
  const otherwise = (name: AssumptionName) => isDeepStrictEqual(inForce[name], assumptionTable[name].default)
    ? ''
    : `: ${code(JSON.stringify(assumptions[name]))}`
  const known = (name: AssumptionName) => inWords(knownOf(name)) + (knownOf(name).observed ? otherwise(name) : '')

  const names = Object.keys(behaviours) as Array<keyof typeof behaviours>
  const seen = [...names, ...reasons].filter((name) => knownOf(name).observed)
  const kinds: Array<[title: string, isOfKind: (name: AssumptionName) => boolean, none: string]> = [
    ['documented', isKnownAs('documented'), 'none'],
    ['documented in its status only', isKnownAs('status documented, text assumed'), 'none'],
    ['observed', (name) => seen.includes(name), 'nothing so far'],
    ['assumed', isKnownAs('assumed'), 'none'],
    ['fake-sfox\'s own', isKnownAs('fake-sfox\'s own'), 'none']
  ]

  return {
    behaviours: [
      row('name', 'default', 'how it is known', 'what is open, and why this'),
      row('---', '---', '---', '---'),
      ...names.map((name) =>
        row(code(name), code(JSON.stringify(behaviours[name].default)), known(name), behaviours[name].why))
    ].join('\n'),
    refusals: [
      row('`x-fake-sfox-reason`', 'status', 'when', 'text', 'how it is known', 'what is open'),
      row('---', '---', '---', '---', '---', '---'),
      ...reasons.map((name) => {
        const { status, when, error } = refusals[name]
        return row(code(name), String(status), when, code(error), known(name), assumptionTable[name].why)
      })
    ].join('\n'),
    observed: seen.length === 0
      ? 'So far nothing has been observed.'
      : seen.map((name) => `- ${code(name)}: ${known(name)}`).join('\n'),
    fidelity: [
      row('how it is known', 'what a call does', 'how it is refused'),
      row('---', '---', '---'),
      ...kinds.map(([title, isOfKind, none]) => row(title, ...[names, reasons].map((some) =>
        some.filter(isOfKind).map(listed).join(', ') || none)))
    ].join('\n')
  }

  function isKnownAs (words: string) {
    return (name: AssumptionName) => inWords(knownOf(name)) === words
  }

  function listed (name: AssumptionName): string {
    return code(name) + (seen.includes(name) ? ` (${known(name).replace('observed ', '')})` : '')
  }
}

/** The documents with generated blocks. */
export const documents = [
  'docs/guides/test-runners.md', 'docs/guides/verify.md', 'docs/reference/control.md', 'docs/reference/fidelity.md',
  'docs/reference/options.md', 'docs/reference/refusals.md', 'docs/reference/routes.md'
]

/**
 * Replace the generated blocks of a document.
 *
 * @param text - Markdown with pairs of `<!-- generated: NAME -->` and `<!-- end -->`
 * @param seen - fixtures with the observations
 * @throws an Error for an unknown name of a block
 */
export function fillBlocks (text: string, seen: Fixtures = shared): string {
  const all = { ...blocks, ...knowledge(seen) }
  return text.replaceAll(/(<!-- generated: ([\w-]+) -->\n)[^]*?(<!-- end -->)/g, (_, start, name, end) => {
    const block = all[name]
    if (block === undefined) throw new Error(`there is no generated block ${name}`)
    return `${start}\n${block}\n\n${end}`
  })
}

/** Create the text of fixtures/schema.json, the JSON Schema of a fixtures file. */
export function fixturesSchemaText (): string {
  const withoutMessages = (key: string, value: unknown) => key === 'errorMessage' ? undefined : value
  return `${JSON.stringify({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'fake-sfox fixtures',
    ...FixturesSchema
  }, withoutMessages, 2)}\n`
}
