/**
 * Replies to pipelined requests. One that waits behind another on its connection is not told by Node when that is cut:
 * it would never be over, and whatever it holds would be held for good.
 */
import type { Socket } from 'node:net'
import type { FastifyReply } from 'fastify'

type Raw = FastifyReply['raw']

const waiting = new WeakMap<Socket, Set<Raw>>()

/**
 * Tells a reply that has no connection yet when the one that it waits for is cut, by the `close` that any other gets.
 *
 * @param raw - the reply
 * @param socket - the connection of its request
 */
export function tellWhenCut (raw: Raw, socket: Socket): void {
  const replies = waiting.get(socket) ?? new Set<Raw>()
  if (!waiting.has(socket)) {
    waiting.set(socket, replies)
    socket.once('close', () => { for (const reply of replies) if (!reply.socket) reply.destroy().emit('close') })
  }
  replies.add(raw)
  raw.once('close', () => replies.delete(raw))
}
