/**
 * Renders what the documents take from the program's tables and from the examples; generate.ts writes it, the tests
 * compare it.
 */
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { fileURLToPath } from 'node:url'
import { assume, assumptionTable, behaviours, type AssumptionName } from '../src/assumptions.ts'
import { basisOf, inWords } from '../src/basis.ts'
import { bounds } from '../src/bounds.ts'
import { defaultText } from '../src/config.ts'
import { controlRefusals } from '../src/control-errors.ts'
import { otherEndpoints } from '../src/endpoints.ts'
import { reasons, refusals } from '../src/errors.ts'
import { FixturesSchema, readFixtures, type Fixtures } from '../src/fixtures.ts'
import { magicIds } from '../src/magic-ids.ts'
import { optionRows } from '../src/options.ts'
import { anyRefusal } from '../src/refusal.ts'
import { verifyOptionRows } from '../src/verify/options.ts'
import { needs as needTable, probeRows } from '../src/verify/probes.ts'

const row = (...cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

/** As code, since a text may hold what Markdown would take for a tag or for emphasis. */
const code = (text: string) => text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``

const options = [
  row('flag', 'environment', 'in process', 'default', 'meaning'),
  row('---', '---', '---', '---', '---'),
  ...optionRows.map(([name, option]) =>
    row(`\`${option.flag}\``, `\`${option.env}\``, `\`${name}\``, `\`${defaultText(name)}\``, option.meaning))
].join('\n')

const refusalTable = [
  row('status', '`x-fake-sfox-reason`', 'when', 'documented by sFOX'),
  row('---', '---', '---', '---'),
  ...reasons.map((reason) => {
    const { status, when } = refusals[reason]
    const { basis, text } = basisOf(reason, assume(), {})
    const documented = basis !== 'documented' ? 'no' : text !== 'documented' ? 'status' : 'status and text'
    return row(String(status), `\`${reason}\``, when, documented)
  })
].join('\n')

const magicIdTable = [
  row('id', 'for example', 'what it does'),
  row('---', '---', '---'),
  ...Object.values(magicIds).map(({ form, example, meaning }) => row(`\`${form}\``, `\`${example}\``, meaning))
].join('\n')

const controlRefusalTable = [
  row('status', '`x-fake-sfox-reason`', 'when', 'text'),
  row('---', '---', '---', '---'),
  ...Object.entries(controlRefusals).map(([reason, { status, when, error }]) =>
    row(String(status), `\`${reason}\``, when, code(error)))
].join('\n')

const boundTable = [
  row('at most', 'of what', 'one more is refused with'),
  row('---', '---', '---'),
  ...Object.values(bounds).map(({ most, of, refused }) =>
    row(most.toLocaleString('en-US'), of, `${anyRefusal[refused].status}, \`${refused}\``))
].join('\n')

/** For each test runner, the files whose regions show how it is done, and what to call it. */
const runners: Array<[title: string, folder: string, ...files: string[]]> = [
  ['node:test', 'node-test', 'world.js'],
  ['tap', 'tap', 'world.js'],
  ['Vitest', 'vitest', 'global-setup.js', 'world.js'],
  ['Jest', 'jest', 'global-setup.js', 'world.js'],
  ['Playwright', 'playwright', 'global-setup.js', 'world.js'],
  ['Python', 'python', 'test_balances.py']
]

const recipes = runners.map(([title, folder, ...files]) => {
  const regions = files.map((file) => readRegion(`examples/${folder}/${file}`))
  const language = files[0]?.endsWith('.py') ? 'python' : 'javascript'
  return `[${title}](../../examples/${folder}/):\n\n\`\`\`${language}\n${regions.join('\n\n')}\n\`\`\``
}).join('\n\n')

/** The lines that a file marks as those to show, without what all of them are indented by. */
function readRegion (name: string): string {
  const text = readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
  const [, region] = /^ *(?:\/\/ )?#region readme\n([^]*?)\n *(?:\/\/ )?#endregion$/m.exec(text) as RegExpExecArray
  const lines = (region as string).split('\n')
  const indent = Math.min(...lines.filter(Boolean).map((line) => line.search(/\S/)))
  return lines.map((line) => line.slice(indent)).join('\n')
}

const notEmulated = otherEndpoints.map(({ method, path }) => `- \`${method} ${path}\``).join('\n')

const verifyOptionTable = [
  row('flag', 'environment', 'meaning'),
  row('---', '---', '---'),
  ...verifyOptionRows.map(({ flag, env, placeholder, meaning }) =>
    row(code(placeholder === undefined ? flag : `${flag} ${placeholder}`), env === undefined ? '' : code(env), meaning))
].join('\n')

const probeTable = [
  row('row', 'asked', 'needs, or why only a fake is asked'),
  row('---', '---', '---'),
  ...probeRows.flatMap(([name, probes]) => probes.map(({ title, needs, onlyFakes }) => row(code(name), title,
    onlyFakes === undefined ? needs.map((need) => needTable[need]).join(', ') : `a fake: ${onlyFakes}`)))
].join('\n')

const blocks: Record<string, string> = {
  'not-emulated': notEmulated,
  recipes,
  options,
  refusals: refusalTable,
  'magic-ids': magicIdTable,
  'control-refusals': controlRefusalTable,
  bounds: boundTable,
  'verify-options': verifyOptionTable,
  probes: probeTable
}

/** What has been observed of the real API, and shared. */
const shared = readFixtures(fileURLToPath(new URL('../fixtures/observed.json', import.meta.url)))

/** The blocks that say how what the fake does is known. */
function knowledge ({ assumptions = {}, observed = {} }: Fixtures): Record<string, string> {
  // What is set beside, and was not observed, is nobody's knowledge.
  const inForce = assume(
    Object.fromEntries(Object.entries(assumptions).filter(([name]) => Object.hasOwn(observed, name))))
  const knownOf = (name: AssumptionName) => basisOf(name, inForce, observed)
  /** What was seen, where it is not the default, which the tables show. */
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
    'refusal-texts': [
      row('name', 'status', 'text', 'how it is known', 'what is open'),
      row('---', '---', '---', '---', '---'),
      ...reasons.map((name) => row(
        code(name), String(refusals[name].status), code(refusals[name].error), known(name), assumptionTable[name].why))
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

/** Documents that hold generated blocks. */
export const documents = [
  'docs/guides/test-runners.md', 'docs/guides/verify.md', 'docs/reference/control.md', 'docs/reference/fidelity.md',
  'docs/reference/options.md', 'docs/reference/refusals.md'
]

/**
 * Puts the generated blocks into a document.
 *
 * @param text - Markdown with pairs of `<!-- generated: NAME -->` and `<!-- end -->`
 * @param seen - what has been observed; fixtures/observed.json where not given
 * @returns the text with what is between each pair made anew
 * @throws an Error for a name that is no block
 */
export function fillBlocks (text: string, seen: Fixtures = shared): string {
  const all = { ...blocks, ...knowledge(seen) }
  return text.replaceAll(/(<!-- generated: ([\w-]+) -->\n)[^]*?(<!-- end -->)/g, (_, start, name, end) => {
    const block = all[name]
    if (block === undefined) throw new Error(`no generated block is called ${name}`)
    return `${start}\n${block}\n\n${end}`
  })
}

/**
 * Writes the JSON Schema of a fixtures file.
 *
 * @returns the text of fixtures/schema.json
 */
export function fixturesSchemaText (): string {
  const withoutMessages = (key: string, value: unknown) => key === 'errorMessage' ? undefined : value
  return `${JSON.stringify({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'fake-sfox fixtures',
    ...FixturesSchema
  }, withoutMessages, 2)}\n`
}
