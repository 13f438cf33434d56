/**
 * Trace a command and its child processes with strace(1), and list its attempts to reach other machines. System calls
 * reveal the traffic of any package or language, since each has to connect or to name an address.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { programOf } from '../../scripts/programs.ts'

/** The system calls that name an address, and those that identify the program of a process. */
const calls = 'connect,sendto,sendmsg,sendmmsg,execve,clone,clone3,fork,vfork'

/** An attempt to reach another machine or a name server. */
export interface Attempt {
  /** The path of the program; undefined if it is unknown. */
  program: string | undefined
  /** The address in the notation of strace. */
  call: string
}

/** The content of a trace. */
export interface Traced {
  /** The number of system calls that name an address. If it is 0, the trace did not work. */
  addresses: number
  /** The programs that ran. */
  programs: Set<string>
  attempts: Attempt[]
}

/**
 * Return the command line that runs a command and writes a trace to a file. It exits with the status of the command.
 */
export function traced (file: string, command: string[]): [string, string[]] {
  // With seccomp, other calls cost no time, which tests may measure. Data is not recorded, since it may have secrets.
  return ['strace', ['-f', '--seccomp-bpf', '-q', '-s', '0', '-e', 'signal=none', '-e', `trace=${calls}`, '-o', file, ...command]]
}

/**
 * Run a command with the standard streams of this process, and write a trace to a file.
 *
 * @returns the exit status, or 1 if a signal ended the command
 */
export async function runTraced (file: string, command: string[]): Promise<number> {
  const [program, args] = traced(file, command)
  const [code] = await once(spawn(program, args, { stdio: 'inherit' }), 'exit')
  return code ?? 1
}

/** The path by which a program restarts itself, as Chromium does. It does not change the program. */
const itself = '/proc/self/exe'

/**
 * Read a trace that `traced()` has written.
 */
export async function readTrace (file: string): Promise<Traced> {
  const traced: Traced = { addresses: 0, programs: new Set(), attempts: [] }
  const programs = new Map<string, string>()
  /** Events of processes whose parent is not known yet, since that line comes later in the trace. */
  const waiting = new Map<string, Attempt[]>()
  /** The program that a process has begun to run. */
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
    // A process that has begun another program meanwhile no longer runs that of its parent.
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

/** Programs whose own traffic is ignored: a browser contacts its vendor. */
const browsers = new Set([...programOf('chromium').names, 'chrome', 'chrome_crashpad_handler'])

/**
 * Return whether an attempt was made by Chromium or its child processes, by the path of the program.
 * test/browser/guarded.test.ts tests the requests of the page itself.
 */
export function isBrowsers ({ program }: Attempt): boolean {
  return program !== undefined && browsers.has(basename(program))
}

/**
 * Return whether an address belongs to this machine: a Unix socket, the kernel (netlink), no address, or loopback. A
 * name server on loopback does not count, since it forwards requests.
 */
function staysHere (address: string): boolean {
  if (/^\{sa_family=AF_(?:UNIX|NETLINK|UNSPEC)\b/.test(address)) return true
  if (/_port=htons\((?:53|853|5353|5355)\)/.test(address)) return false
  return /inet_addr\("(?:127\.[\d.]+|0\.0\.0\.0)"\)|inet_pton\(AF_INET6, "(?:::1|::|::ffff:127\.[\d.]+)"/.test(address)
}
