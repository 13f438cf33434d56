/** The log of the command: JSON lines for machines, one short line a request for a person at a terminal. */
import { pino, type Logger } from 'pino'

/** How the command logs. */
export interface CommandLogOptions {
  level: string | undefined
  /** Whether standard output is a terminal. */
  terminal: boolean
}

/**
 * Makes the logger of the command. It writes to standard output, synchronously, so that no line is lost at exit.
 *
 * @param options - see CommandLogOptions
 * @returns a pino logger
 */
export async function createCommandLog ({ level = 'info', terminal }: CommandLogOptions): Promise<Logger> {
  if (!terminal) return pino({ level })
  // Loaded only where somebody looks.
  const { default: pretty } = await import('pino-pretty')
  return pino({ level }, pretty({
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
