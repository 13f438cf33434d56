/** Find a free port, for servers that cannot choose one themselves. */
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

/** Return a free port of 127.0.0.1. Another process may take it before it is used. */
export async function freePort (): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
