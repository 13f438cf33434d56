/** Servers to test `fake-sfox verify` against. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo, Server, Socket } from 'node:net'
import type { Test } from 'tap'
import { start } from '../helper.ts'
import { twoUsers } from './verifying.ts'

/** Start a server. It is closed after the test, with its connections. */
export async function listen (t: Test, server: Server): Promise<string> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(async () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Start an HTTP server, which is closed after the test. */
export const serve = async (t: Test, handle: RequestListener) => await listen(t, createServer(handle))

/** Answer with JSON. */
export const json = (
  reply: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}
) =>
  reply.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(body))

/** Answer instead of the fake behind; return true if it did. */
export type Instead = (request: IncomingMessage, reply: ServerResponse, seen: number) => boolean

/** Start a proxy of a fake that answers some requests itself. It does not show that it is a fake. */
export async function behind (t: Test, instead: Instead): Promise<string> {
  const users = twoUsers['user-id'].map((id) => ({ user_id: id }))
  const { url } = await start(t, { users: 'registered', fixtures: { users } })
  let seen = 0
  return await serve(t, async (request, reply) => {
    if (instead(request, reply, ++seen)) return
    const { method = '', url: path, headers: { authorization, accept = '', 'content-type': type, 'content-encoding': coding } } = request
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const answer = await fetch(url + path, {
      method,
      headers: {
        accept,
        ...(authorization !== undefined && { authorization }),
        ...(type !== undefined && { 'content-type': type }),
        ...(coding !== undefined && { 'content-encoding': coding })
      },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) })
    })
    const passed = [...answer.headers].filter(([name]) => !/^(?:x-fake-sfox|date|connection|content-length)/.test(name))
    reply.writeHead(answer.status, Object.fromEntries(passed)).end(await answer.text())
  })
}
