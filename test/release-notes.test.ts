/** Test the check that the release workflow makes before it publishes. */
import t from 'tap'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'

const script = fileURLToPath(new URL('../scripts/release-notes.js', import.meta.url))

const changelog = `# Changelog

Words before.

## 1.3.0 - unreleased

### Added

- Later.

## 1.2.3 - 2026-01-31

### Added

- One, with [a guide](docs/one.md), [a site](https://example.com/) and [a place](#here).
  More of it.

## 1.2.2 - 2026-01-30

- Earlier.
`

/** Runs the script in a checkout at a version. */
function notes (t: Test, version: string, ...args: string[]) {
  const cwd = t.testdir({ 'package.json': JSON.stringify({ version }), 'CHANGELOG.md': changelog })
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd, encoding: 'utf8' })
  return { status, stdout, stderr }
}

t.test('the notes of a release are its section, whose links lead somewhere', async (t) => {
  t.strictSame(notes(t, '1.2.3', 'v1.2.3', 'https://example.com/blob/v1.2.3/'), {
    status: 0,
    stdout: `### Added

- One, with [a guide](https://example.com/blob/v1.2.3/docs/one.md), [a site](https://example.com/) and [a place](#here).
  More of it.
`,
    stderr: ''
  })
  t.equal(notes(t, '1.2.2', 'v1.2.2').stdout, '- Earlier.\n', 'the last section too')
})

t.test('what is no release is refused in one line', async (t) => {
  const refused: Array<[version: string, tag: string[], why: string]> = [
    ['1.2.3', [], ' is not of the form v1.2.3'],
    ['1.2.3', ['1.2.3'], '1.2.3 is not of the form v1.2.3'],
    ['1.2.3-beta.1', ['v1.2.3-beta.1'], 'v1.2.3-beta.1 is not of the form v1.2.3'],
    ['1.2.3', ['v1.2.4'], 'the tag is v1.2.4, package.json has 1.2.3'],
    ['1.3.0', ['v1.3.0'], 'CHANGELOG.md has no dated section "## 1.3.0 - YYYY-MM-DD"'],
    ['2.0.0', ['v2.0.0'], 'CHANGELOG.md has no dated section "## 2.0.0 - YYYY-MM-DD"']
  ]
  for (const [version, tag, why] of refused) {
    t.strictSame(notes(t, version, ...tag), { status: 1, stdout: '', stderr: `${why}\n` })
  }
})
