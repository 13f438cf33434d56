/** The pages of the documentation as the tests see them: their examples, and a shell to run these in. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')
export const read = (name: string) => readFileSync(join(root, name), 'utf8')

/** Where each page supposes the fake. */
export const usualUrl = 'http://127.0.0.1:7369'

/** The code blocks of a language, in order. */
export const blocks = (language: string, text: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, code]) => code as string)

/** The shell's examples of a page, in order, each with the block right below it, which is its answer. */
export const examples = (text: string) =>
  [...text.matchAll(/^```sh\n([^]*?)^```$(?:\n\n```(json|text)\n([^]*?)^```$)?/gm)].map(([, code, language, answer]) =>
    ({ code: code as string, language, answer }))

/** Runs a script as someone without settings of their own would, to its end or until it has said enough. */
export async function shell (script: string, isEnough: (said: string) => boolean = () => false, cwd = root) {
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', NO_PROXY: '*' }
  // A process group of its own: what goes on without end is a child of the shell's.
  const child = spawn('bash', ['-c', script], { cwd, env, stdio: ['ignore', 'pipe', 'ignore'], detached: true })
  const stop = () => { if (child.exitCode === null) process.kill(-(child.pid as number), 'SIGKILL') }
  const watchdog = setTimeout(stop, 30_000)
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text
    if (isEnough(said)) stop()
  })
  const [status] = await once(child, 'close')
  clearTimeout(watchdog)
  return { status: status as number | null, said }
}
