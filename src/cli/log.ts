/** Create the log of the command: JSON lines, or at a terminal one short line a request. */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino, type Logger } from 'pino'

/** Options of the command's log. */
export interface CommandLogOptions {
  level: string
  /** File descriptor of the destination. */
  fd: number
  /** True if the destination is a terminal. */
  terminal: boolean
}

/** The log of the command. */
export interface CommandLog {
  logger: Logger
  /** Writes the remaining lines. Gives up after a short timeout if nothing reads them. */
  end: () => Promise<void>
}

/** Bytes buffered for a slow reader. Lines beyond that are dropped. */
const maxLength = 1024 * 1024

/** Timeout for writing the last lines, in ms. */
const endTimeout = 100

/**
 * Create the log of the command. If the pipe or the disk is full, lines are dropped; the server never blocks. A test
 * harness may therefore stop reading after the ready line.
 */
export async function createCommandLog ({ level, fd, terminal }: CommandLogOptions): Promise<CommandLog> {
  if (terminal) return { logger: await createTerminalLogger(level, fd), end: async () => {} }
  const destination = pino.destination({ dest: fd, sync: false, maxLength })
  destination.on('error', () => {})
  let ended = false
  return {
    // The destination throws for a line after its end, which would interrupt the shutdown.
    logger: pino({ level }, { write (line) { if (!ended) destination.write(line) } }),
    async end () {
      ended = true
      const closed = once(destination, 'close').catch(() => {})
      destination.end()
      await Promise.race([closed, sleep(endTimeout)])
      // Otherwise pino keeps trying to write the rest when the process exits.
      destination.destroy()
    }
  }
}

async function createTerminalLogger (level: string, fd: number): Promise<Logger> {
  // Loaded lazily: only a terminal needs it.
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
 * Format the message of a log line for a terminal.
 *
 * @param line - the fields of the line
 * @param messageKey - the name of the field with the message
 * @returns the message; for a request its method, path, status, reason and duration
 */
export function humanLine (line: Record<string, unknown>, messageKey: string): string {
  const { [messageKey]: message, method, path, status, reason, ms } = line
  if (message !== 'request') return String(message)
  // A request that the HTTP parser refused has no method, no path and no duration.
  return [method, path, status ?? 'cut', reason, ms === undefined ? ms : `${String(ms)} ms`].filter((part) => part !== undefined).join(' ')
}
