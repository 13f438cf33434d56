/**
 * Print the changelog section of a release, or exit with 1 and a line that says why the tag cannot be released:
 *
 *   node scripts/release-notes.js v1.2.3 https://example.com/blob/v1.2.3/
 *
 * Relative links are resolved against the URL. JavaScript, since the release workflow runs it before `npm ci`.
 */
import { readFileSync } from 'node:fs'

/** @param {string} why */
function refuse (why) {
  console.error(why)
  process.exit(1)
}

const [tag = '', files = ''] = process.argv.slice(2)
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

// A pre-release would move the image's X.Y tag, and npm's `latest`, to an unfinished version.
if (!/^v\d+\.\d+\.\d+$/.test(tag)) refuse(`${tag} is not of the form v1.2.3`)
if (tag !== `v${version}`) refuse(`the tag is ${tag}, package.json has ${version}`)

const sections = readFileSync('CHANGELOG.md', 'utf8').split(/^## /m)
const [title, ...lines] = sections.find((section) => section.startsWith(`${version} - `))?.split('\n') ?? ['']
if (!/ - \d{4}-\d\d-\d\d$/.test(title)) refuse(`CHANGELOG.md has no dated section "## ${version} - YYYY-MM-DD"`)

console.log(lines.join('\n').trim().replaceAll(/\]\((?!\w+:|#)/g, `](${files}`))
