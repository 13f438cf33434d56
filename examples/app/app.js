/** The application under test: a page, and the balances that it shows. */
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createSfox, SfoxError } from './sfox.js'

/**
 * Starts the application.
 *
 * @param {{ baseUrl: string, key: string, port?: number }} settings - where sFOX is, the enterprise key, and the port;
 *   a free one where not said
 * @returns its URL, and how to stop it
 */
export async function startApp ({ baseUrl, key, port = 0 }) {
  const sfox = createSfox({ baseUrl, key })
  const page = await readFile(new URL('page.html', import.meta.url))

  async function answer ({ url }) {
    const { pathname } = new URL(`http://localhost${url}`)
    if (pathname === '/') return { type: 'text/html; charset=utf-8', body: page }
    const user = /^\/balances\/([^/]+)$/.exec(pathname)?.[1]
    if (user === undefined) return json(404, { error: 'there is nothing here' })
    return json(200, await sfox.balances(user))
  }

  const server = createServer((request, response) => {
    answer(request).catch((error) => {
      if (error instanceof SfoxError) return json(502, { error: error.message })
      console.error(error)
      return json(500, { error: 'something is wrong here' })
    }).then(({ status = 200, type, body }) => response.writeHead(status, { 'content-type': type }).end(body))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${server.address().port}`,
    async close () {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    }
  }
}

function json (status, value) {
  return { status, type: 'application/json', body: JSON.stringify(value) }
}
