/**
 * Renders what the documents take from the program's tables and from the examples; generate.ts writes it, the tests
 * compare it.
 */
import { readFileSync } from 'node:fs'
import { assumptionTable, behaviours } from '../src/assumptions.ts'
import { bounds } from '../src/bounds.ts'
import { defaultText } from '../src/config.ts'
import { controlRefusals } from '../src/control-errors.ts'
import { otherEndpoints } from '../src/endpoints.ts'
import { reasons, refusals, type RefusalRow } from '../src/errors.ts'
import { FixturesSchema } from '../src/fixtures.ts'
import { magicIds } from '../src/magic-ids.ts'
import { optionRows } from '../src/options.ts'
import { anyRefusal } from '../src/refusal.ts'
import { verifyOptionRows } from '../src/verify/options.ts'
import { needs as needTable, probeRows } from '../src/verify/probes.ts'

const row = (...cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

/** As code, since a text may hold what Markdown would take for a tag or for emphasis. */
const code = (text: string) => `\`${text}\``

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
    const { status, when, statusSource, textSource }: RefusalRow = refusals[reason]
    const documented = statusSource === null ? 'no' : textSource === undefined ? 'status' : 'status and text'
    return row(String(status), `\`${reason}\``, when, documented)
  })
].join('\n')

const behaviourTable = [
  row('name', 'default', 'what is open, and why this'),
  row('---', '---', '---'),
  ...Object.entries(behaviours).map(([name, { default: value, why }]) =>
    row(`\`${name}\``, `\`${JSON.stringify(value)}\``, why))
].join('\n')

const refusalTexts = [
  row('name', 'status', 'text', 'what is open'),
  row('---', '---', '---', '---'),
  ...reasons.map((reason) => {
    const { status, error } = refusals[reason]
    return row(`\`${reason}\``, String(status), code(error), assumptionTable[reason].why)
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
  return `[${title}](examples/${folder}/):\n\n\`\`\`${language}\n${regions.join('\n\n')}\n\`\`\``
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
  row('row', 'asked', 'needs, or why it is not compared'),
  row('---', '---', '---'),
  ...probeRows.flatMap(([name, probed]) => 'why' in probed
    ? [row(code(name), '', `not compared: ${probed.why}`)]
    : probed.probes.map(({ title, needs, ...probe }) => row(code(name), title, 'onlyFakes' in probe
      ? `a fake: ${probe.onlyFakes}`
      : needs.map((need) => needTable[need]).join(', '))))
].join('\n')

const blocks: Record<string, string> = {
  'not-emulated': notEmulated,
  recipes,
  options,
  refusals: refusalTable,
  behaviours: behaviourTable,
  'refusal-texts': refusalTexts,
  'magic-ids': magicIdTable,
  'control-refusals': controlRefusalTable,
  bounds: boundTable,
  'verify-options': verifyOptionTable,
  probes: probeTable
}

/** Documents that hold generated blocks. */
export const documents = ['README.md', 'docs/control.md', 'docs/fidelity.md', 'docs/verify.md']

/**
 * Puts the generated blocks into a document.
 *
 * @param text - Markdown with pairs of `<!-- generated: NAME -->` and `<!-- end -->`
 * @returns the text with what is between each pair made anew
 * @throws an Error for a name that is no block
 */
export function fillBlocks (text: string): string {
  return text.replaceAll(/(<!-- generated: ([\w-]+) -->\n)[^]*?(<!-- end -->)/g, (_, start, name, end) => {
    const block = blocks[name]
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
