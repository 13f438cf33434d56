/** Read the examples in the documentation, and run shell examples. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')
export const read = (name: string) => readFileSync(join(root, name), 'utf8')

/** The URL of the fake in the documentation. */
export const usualUrl = 'http://127.0.0.1:7369'

/** Return the code blocks of a language, in order. */
export const blocks = (language: string, text: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, code]) => code as string)

/** Return the shell examples of a page, in order, each with the block right below it, which is its output. */
export const examples = (text: string) =>
  [...text.matchAll(/^```sh\n([^]*?)^```$(?:\n\n```(json|text)\n([^]*?)^```$)?/gm)].map(([, code, language, answer]) =>
    ({ code: code as string, language, answer }))

/** A part of a shell example: commands, and their output, which is in comments right below them. */
export interface Step { code: string, answer: string }

/** Split a shell example into steps. A comment at the start of the block, or below an empty line, is not output. */
export function stepsOf (code: string): Step[] {
  const steps: Step[] = []
  let step: Step | undefined
  let isExplained = true
  for (const line of code.trimEnd().split('\n')) {
    if (!line.startsWith('# ')) {
      if (step === undefined || step.answer !== '') steps.push(step = { code: '', answer: '' })
      step.code += `${line}\n`
      isExplained = line === ''
    } else if (step && !isExplained) step.answer += `${line.slice(2)}\n`
  }
  return steps.filter(({ code }) => code.trim() !== '')
}

/** Run a script without the user's settings, to its end or until its output is enough. */
export async function shell (script: string, isEnough: (said: string) => boolean = () => false, cwd = root) {
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', NO_PROXY: '*' }
  // In a process group, since a program that runs on is a child of the shell.
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
