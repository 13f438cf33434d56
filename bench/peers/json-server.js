/**
 * json-server with one collection, on 127.0.0.1 at the port of the first argument.
 *
 * The collection is emptied before each request, which only its API allows: json-server searches it for the next id, so
 * it would get slower with each request.
 */
import jsonServer from 'json-server'

const server = jsonServer.create()
const router = jsonServer.router({ tokens: [] }) // In memory; a file would be written for each request.

server.use(jsonServer.defaults({ logger: false }))
server.use((_request, _response, next) => {
  router.db.setState({ tokens: [] })
  next()
})
server.use(router)
server.listen(Number(process.argv[2]), '127.0.0.1')
