/**
 * Watches a command, and all that it starts, with strace(1), and tells what it sent off the machine. The kernel is
 * asked, and not the program: whatever package or language sends something, it has to connect or to name an address.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { programOf } from '../../scripts/programs.ts'

/** What tells an address, and what tells which program a process is. */
const calls = 'connect,sendto,sendmsg,sendmmsg,execve,clone,clone3,fork,vfork'

/** An attempt to reach an address that is not this machine's own, or a name server. */
export interface Attempt {
  /** The path of the program that made it; undefined where that is not known. */
  program: string | undefined
  /** How strace wrote it down. */
  call: string
}

/** What a trace tells. */
export interface Traced {
  /** How many calls named an address at all: a trace that shows none has not looked. */
  addresses: number
  /** The programs that ran. */
  programs: Set<string>
  attempts: Attempt[]
}

/**
 * The command line that runs a command and writes down what it sends.
 *
 * @param file - where the trace goes
 * @param command - the program and its arguments
 * @returns the program to start, and its arguments; it ends as the command does
 */
export function traced (file: string, command: string[]): [string, string[]] {
  // By seccomp other calls cost nothing, so that what measures time still can. No data is kept: it may hold secrets.
  return ['strace', ['-f', '--seccomp-bpf', '-q', '-s', '0', '-e', 'signal=none', '-e', `trace=${calls}`, '-o', file, ...command]]
}

/**
 * Runs a command that is watched, with this process's standard streams.
 *
 * @param file - where the trace goes
 * @param command - the program and its arguments
 * @returns its exit status, 1 where a signal ended it
 */
export async function runTraced (file: string, command: string[]): Promise<number> {
  const [program, args] = traced(file, command)
  const [code] = await once(spawn(program, args, { stdio: 'inherit' }), 'exit')
  return code ?? 1
}

/** How a program runs itself anew, as Chromium does: it stays what it was. */
const itself = '/proc/self/exe'

/**
 * Reads a trace.
 *
 * @param file - as `traced()` had it written
 * @returns see Traced
 */
export async function readTrace (file: string): Promise<Traced> {
  const traced: Traced = { addresses: 0, programs: new Set(), attempts: [] }
  const programs = new Map<string, string>()
  /** Of processes of which the trace has not told yet who started them: what they did comes before that line. */
  const waiting = new Map<string, Attempt[]>()
  /** What a process has begun to run. */
  const begun = new Map<string, string>()

  function run (pid: string, program: string) {
    programs.set(pid, program)
    traced.programs.add(program)
    for (const attempt of waiting.get(pid) ?? []) attempt.program = program
    waiting.delete(pid)
  }

  for await (const line of createInterface(createReadStream(file))) {
    const [, pid, what] = /^(\d+) +(.*)$/.exec(line) as unknown as [string, string, string]
    const program = /^execve\("([^"]*)"/.exec(what)?.[1]
    if (program !== undefined) begun.set(pid, program)
    const now = /\bexecve\b.* = 0$/.test(what) ? begun.get(pid) : undefined
    if (now !== undefined && now !== itself) run(pid, now)
    const child = /\b(?:v?fork|clone3?)\b.* = (\d+)$/.exec(what)?.[1]
    const own = programs.get(pid)
    // One that has begun a program of its own by now is no longer its parent's.
    if (child !== undefined && own !== undefined && !programs.has(child)) run(child, own)
    if (what.startsWith('+++ ')) programs.delete(pid)

    for (const address of what.matchAll(/\{sa_family=[^}]*\}/g)) {
      traced.addresses++
      if (staysHere(address[0])) continue
      const attempt = { program: own, call: what }
      traced.attempts.push(attempt)
      if (own === undefined) waiting.set(pid, [...waiting.get(pid) ?? [], attempt])
    }
  }
  return traced
}

/** Programs whose own traffic is not ours: a browser looks for its maker whatever it shows. */
const browsers = new Set([...programOf('chromium').names, 'chrome', 'chrome_crashpad_handler'])

/**
 * Tells whether an attempt was a browser's. What decides is the program that the process runs, by its path; what the
 * page itself may ask of the browser is held by test/browser/guarded.test.ts.
 *
 * @param attempt - see Attempt
 * @returns true for Chromium and whatever it forked; false for a program that is not known
 */
export function isBrowsers ({ program }: Attempt): boolean {
  return program !== undefined && browsers.has(basename(program))
}

/**
 * Whether an address is this machine's own: a Unix socket, the kernel (netlink), no address at all, or loopback. A name
 * server never is, though it may listen on loopback: it is there to ask others.
 */
function staysHere (address: string): boolean {
  if (/^\{sa_family=AF_(?:UNIX|NETLINK|UNSPEC)\b/.test(address)) return true
  if (/_port=htons\((?:53|853|5353|5355)\)/.test(address)) return false
  return /inet_addr\("(?:127\.[\d.]+|0\.0\.0\.0)"\)|inet_pton\(AF_INET6, "(?:::1|::|::ffff:127\.[\d.]+)"/.test(address)
}
