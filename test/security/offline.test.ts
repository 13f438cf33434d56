/**
 * Test that the command sends nothing to other machines: it is used in every possible way while its system calls are
 * traced. `npm run test:offline` and `npm run test:no-network` do the same for all tests, which takes minutes.
 */
import t, { type Test } from 'tap'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { certificate } from '../certificate.ts'
import { commandLine, guard } from '../helper.ts'
import { needs } from '../needs.ts'
import { isBrowsers, readTrace, traced } from './trace.ts'

/** An installed strace may not be permitted to trace. */
const { error, status } = spawnSync('strace', ['-o', '/dev/null', 'true'])
const forbidden = !error && status !== 0
const traceable = () => forbidden ? { skip: 'needs permission to trace processes' } : needs(['openssl', 'strace'])

/** Run a command to its end under strace, with the trace in a folder. */
async function watch (t: Test, dir: string, command: string[], env: Record<string, string | undefined>) {
  const file = join(dir, 'trace')
  const [program, args] = traced(file, command)
  const child = guard(t, spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] }))
  const [said, [status]] = await Promise.all([text(child.stderr), once(child, 'close')])
  return { said, status, ...await readTrace(file) }
}

t.test('sends nothing to other machines or to a name server, in any use of the command', traceable(), async (t) => {
  const { dir, options: { tlsCert, tlsKey } } = await certificate(t)
  const proxy = 'http://192.0.2.1:1'
  const proxies = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy }
  const { program, args: [cli], env } = commandLine({ NODE_EXTRA_CA_CERTS: tlsCert, ...proxies })
  const driver = join(import.meta.dirname, 'driver.js')
  const command = [program, cli as string, 'exec', '--log-level', 'warn', '--', program, driver, cli as string, tlsCert, tlsKey]
  const { said, status, addresses, programs, attempts } = await watch(t, dir, command, env)
  t.strictSame([status, said], [0, ''])
  t.strictSame(attempts, [])
  t.ok(addresses >= 2, `its callers were seen: ${addresses} addresses`)
  t.strictSame([...programs], [program])
})

t.test('detects a program that does, in each possible way', traceable(), async (t) => {
  const { program, env } = commandLine()
  const dir = t.testdir({})
  const plant = async (script: string) => {
    const { attempts } = await watch(t, dir, [program, '--input-type=module', '--eval', script], env)
    return attempts.map(({ program, call }) => [program, /\{sa_family=.*?\}/.exec(call)?.[0]])
  }
  const to = (port: number) => new RegExp(`sin_port=htons\\(${port}\\).*"192\\.0\\.2\\.1"`)
  t.match(await plant('fetch("http://192.0.2.1/", { signal: AbortSignal.timeout(50) }).catch(() => {})'), [[program, to(80)]])
  const shell = 'import { spawn } from "node:child_process"; spawn("bash", ["-c", "echo >/dev/udp/192.0.2.1/9"])'
  t.match(await plant(shell), [[/bash$/, to(9)]], 'a program that it starts')
  const datagram = 'import { createSocket } from "node:dgram"; const s = createSocket("udp4"); s.send("x", 9, "192.0.2.1", () => s.close())'
  t.match(await plant(datagram), [[program, to(9)]])
  t.match((await plant('fetch("http://nowhere.invalid/").catch(() => {})'))[0], [program, /port=htons\(53\)/], 'a DNS look-up')
})

t.test('distinguishes the machine\'s own addresses from others, and names the program', async (t) => {
  const file = join(t.testdir({}), 'trace')
  const tell = async (lines: string[]) => {
    writeFileSync(file, lines.join('\n'))
    const { attempts } = await readTrace(file)
    return attempts.map((attempt) => [attempt.program, isBrowsers(attempt)])
  }
  const ip4 = (address: string, port = 80) => `connect(3, {sa_family=AF_INET, sin_port=htons(${port}), sin_addr=inet_addr("${address}")}, 16) = 0`
  const ip6 = (address: string) => `connect(3, {sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "${address}", &sin6_addr), sin6_scope_id=0}, 28) = 0`
  const started = '7 execve("/usr/bin/node", [...], 0x1 /* 3 vars */) = 0'
  for (const call of [
    ip4('127.0.0.1'), ip4('127.5.6.7', 8080), ip4('0.0.0.0'), ip6('::1'), ip6('::ffff:127.0.0.1'), 'connect(3, {sa_family=AF_UNIX, sun_path="/x"}, 110) = 0',
    'sendto(3, ""..., 20, 0, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12) = 20', 'sendto(3, ""..., 20, MSG_NOSIGNAL, NULL, 0) = 20'
  ]) t.strictSame(await tell([started, `7 ${call}`]), [], call)
  for (const call of [
    ip4('192.0.2.1'), ip4('10.0.0.1'), ip4('127.0.0.53', 53), ip4('128.0.0.1'), ip6('2001:db8::1'), ip6('::ffff:192.0.2.1'), ip6('fe80::1'),
    `${ip4('192.0.2.1').slice(0, -4)} <unfinished ...>`, 'sendmsg(3, {msg_name={sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("192.0.2.1")}, msg_namelen=16}, 0) = 1',
    'connect(3, {sa_family=AF_PACKET, sll_protocol=htons(ETH_P_ALL)}, 20) = 0'
  ]) t.strictSame(await tell([started, `7 ${call}`]), [['/usr/bin/node', false]], call)

  const out = ip4('192.0.2.1')
  const browser = '8 execve("/usr/lib/chromium/chromium", [...], 0x1 /* 3 vars */) = 0'
  t.strictSame(await tell([started, '7 clone(child_stack=NULL, flags=SIGCHLD) = 8', `8 ${out}`, browser, `8 ${out}`]),
    [['/usr/bin/node', false], ['/usr/lib/chromium/chromium', true]], 'a browser is one from when it is run')
  t.strictSame(await tell([browser, `9 ${out}`, '8 clone3({flags=CLONE_VM}, 88) = 9', `9 ${out}`]),
    Array(2).fill(['/usr/lib/chromium/chromium', true]), 'and so is what it forks, told sooner or later')
  t.strictSame(await tell([browser, '8 clone(flags=SIGCHLD <unfinished ...>', '8 <... clone resumed>) = 9', '8 execve("/usr/bin/xdg", [...], 0x1) = -1 ENOENT', `9 ${out}`]),
    [['/usr/lib/chromium/chromium', true]])
  t.strictSame(await tell([browser, '9 execve("/proc/self/exe", [...], 0x1 /* 3 vars */) = 0', `9 ${out}`, '8 clone(flags=SIGCHLD) = 9', `9 ${out}`]),
    Array(2).fill(['/usr/lib/chromium/chromium', true]), 'or runs anew')
  t.strictSame(await tell([browser, '8 vfork( <unfinished ...>', '9 execve("/usr/bin/node", [...], 0x1 <unfinished ...>', '9 <... execve resumed>) = 0', '8 <... vfork resumed>) = 9', `9 ${out}`]),
    [['/usr/bin/node', false]], 'a program that it starts is not')
  t.strictSame(await tell([browser, '8 +++ exited with 0 +++', started, '7 clone(flags=SIGCHLD) = 8', `8 ${out}`]), [['/usr/bin/node', false]], 'numbers come again')
  t.strictSame(await tell([`6 ${out}`]), [[undefined, false]], 'an unknown program is not a browser')
})
