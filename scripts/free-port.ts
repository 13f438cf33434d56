/** Finds a port, for a server that cannot say which one it took. */
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

/**
 * Find a port of 127.0.0.1 that is free.
 *
 * @returns the port; another process may take it meanwhile
 */
export async function freePort (): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
