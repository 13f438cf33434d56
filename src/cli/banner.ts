/** Show a person at a terminal where the fake is and how to call it. */
import type { FakeSfox } from '../client/handle.ts'
import { optionTable, type Config } from '../options/table.ts'
import { version } from '../package.ts'

/** Return the banner. It shows the key only if it is the default one; else the shell fills in the variable. */
export function banner ({ url, key }: FakeSfox, { tlsCert }: Config): string {
  const { default: defaultKey, env } = optionTable.key
  const isDefault = key === defaultKey
  const trust = tlsCert === undefined ? '' : ` --cacert ${quote(tlsCert)}`
  return `
  fake-sfox ${version} ready at ${url}

  Look at it:
  ${url}/${isDefault ? `#key=${key}` : ''}

  Try it:
  curl${trust} -X POST ${quote(`${url}/v1/enterprise/user-tokens/user-1`)} -H "Authorization: Bearer ${isDefault ? key : `$${env}`}"

`
}

/** Quote a word of a shell command if it has characters with a meaning, for example spaces, or brackets in zsh. */
function quote (word: string): string {
  return /^[\w./:-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
