/**
 * json-server with one collection, on 127.0.0.1 at the port of the first argument.
 *
 * By its API and not its command, since only here can the collection be emptied before each request. It keeps what it
 * is sent, and looks through all of it for the next id: left alone, it would get slower with each request.
 */
import jsonServer from 'json-server'

const server = jsonServer.create()
const router = jsonServer.router({ tokens: [] }) // Held in memory; a file would be written at each request.

server.use(jsonServer.defaults({ logger: false }))
server.use((_request, _response, next) => {
  router.db.setState({ tokens: [] })
  next()
})
server.use(router)
server.listen(Number(process.argv[2]), '127.0.0.1')
