/** Carry calls of the control client to a fake over HTTP. In process, control/dispatch.ts carries them. */
import type { ControlAnswer, ControlCall, Transport } from '../control/call.ts'

/** A transport that can be closed. */
export interface ClosableTransport {
  transport: Transport
  /** Reject the pending calls with this reason. */
  close: (reason: Error) => void
}

/**
 * Create a transport to a fake by its URL.
 *
 * @param url - the base URL, without a slash at the end
 */
export function fetchTransport (url: string): ClosableTransport {
  // One controller a call: a signal that all calls share would keep the listeners of finished calls.
  const pending = new Set<AbortController>()

  async function transport ({ method, path, key, body }: ControlCall): Promise<ControlAnswer> {
    const controller = new AbortController()
    pending.add(controller)
    try {
      const answer = await fetch(url + path, {
        method,
        headers: {
          accept: 'application/json',
          // fetch() releases an idle connection by setImmediate(). A fake one would keep the process alive for 72 s.
          connection: 'close',
          ...(key !== undefined && { authorization: `Bearer ${key}` })
        },
        // A redirect must not carry the key to another server.
        redirect: 'manual',
        signal: controller.signal,
        ...(body !== undefined && { body })
      })
      return { status: answer.status, text: await answer.text() }
    } finally {
      pending.delete(controller)
    }
  }
  return {
    transport,
    close (reason) {
      for (const controller of pending) controller.abort(reason)
    }
  }
}
