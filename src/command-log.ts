/** The log of the command: JSON lines for machines, one short line a request for a person at a terminal. */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino, type Logger } from 'pino'

/** How the command logs. */
export interface CommandLogOptions {
  level: string
  /** The file descriptor of where it goes. */
  fd: number
  /** Whether that is a terminal. */
  terminal: boolean
}

/** The log of the command. */
export interface CommandLog {
  logger: Logger
  /** Writes what is still to be written, for as long as somebody reads, but at most for a moment. */
  end: () => Promise<void>
}

/** How much is held back for a reader who does not keep up; what comes on top is dropped. */
const backlog = 1024 * 1024

/** How long the last lines may take to be read, in ms. */
const patience = 100

/**
 * Makes the log of the command. Lines never hold the server up: a test harness that has read the
 * ready line, and then leaves the pipe alone, is as good as one that reads on; so is a full disk.
 *
 * @param options - see CommandLogOptions
 * @returns see CommandLog
 */
export async function createCommandLog ({ level, fd, terminal }: CommandLogOptions): Promise<CommandLog> {
  if (terminal) return { logger: await createTerminalLogger(level, fd), end: async () => {} }
  const destination = pino.destination({ dest: fd, sync: false, maxLength: backlog })
  destination.on('error', () => {})
  let ended = false
  // Written together, those of one turn of the loop: each write is a journey to another thread, which takes longer than
  // all the rest of a line (docs/decisions/0012-the-cost-of-a-call.md).
  let lines = ''
  const flush = () => {
    if (lines !== '') destination.write(lines)
    lines = ''
  }
  return {
    // A line that comes after the end is dropped; the destination itself would throw, in the middle of the stop.
    logger: pino({ level }, {
      write (line) {
        if (ended) return
        if (lines === '') setImmediate(flush)
        lines += line
      }
    }),
    async end () {
      flush()
      ended = true
      const closed = once(destination, 'close').catch(() => {})
      destination.end()
      await Promise.race([closed, sleep(patience)])
      // Else pino would try at exit, without end, to write the rest.
      destination.destroy()
    }
  }
}

async function createTerminalLogger (level: string, fd: number): Promise<Logger> {
  // Loaded only where somebody looks.
  const { default: pretty } = await import('pino-pretty')
  return pino({ level }, pretty({
    destination: fd,
    sync: true,
    singleLine: true,
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'pid,hostname,method,path,status,reason,ms',
    messageFormat: humanLine
  }))
}

/**
 * Writes the message of a log line for a person.
 *
 * @param line - the line's fields
 * @param messageKey - which of them is the message
 * @returns the message, or what there is to say of a request: method, path, status, reason, time
 */
export function humanLine (line: Record<string, unknown>, messageKey: string): string {
  const { [messageKey]: message, method, path, status, reason, ms } = line
  if (message !== 'request') return String(message)
  return [method, path, status ?? 'cut', reason, `${String(ms)} ms`].filter((part) => part !== undefined).join(' ')
}
