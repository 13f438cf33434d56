/**
 * The floor: a server of `node:http` that parses the same body and responds with new random tokens, without checks, a
 * journal or refusals.
 */
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'

const day = 24 * 60 * 60 * 1000

const server = createServer((request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const expires = `${new Date(Date.now() + day).toISOString().slice(0, -5)}Z`
    const { data } = JSON.parse(Buffer.concat(chunks).toString())
    const body = JSON.stringify({
      data: data.map((id) => ({ token: randomBytes(32).toString('hex'), expires, partner_user_id: id }))
    })
    response.writeHead(201, {
      'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body)
    })
    response.end(body)
  })
})

server.listen(Number(process.env.PORT), '127.0.0.1', () => {
  console.log(`ready at http://127.0.0.1:${server.address().port}`)
})

process.on('SIGTERM', () => process.exit())
