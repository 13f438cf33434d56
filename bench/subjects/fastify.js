/**
 * A bare Fastify route that responds to `POST /v1/enterprise/user-tokens` with new random tokens. `PORT` is the port,
 * by default a free one. With `LOG_LEVEL`, Fastify's logger writes to standard output.
 */
import { randomBytes } from 'node:crypto'
import fastify from 'fastify'

const { PORT: port = '0', LOG_LEVEL: level } = process.env
const app = fastify({ logger: level === undefined ? false : { level }, bodyLimit: 32 * 1024 * 1024 })

app.post('/v1/enterprise/user-tokens', (request, reply) => {
  const expires = new Date(Date.now() + 24 * 3600 * 1000).toISOString()
  reply.code(201).send({
    data: request.body.data.map((id) => ({ token: randomBytes(32).toString('hex'), expires, partner_user_id: id }))
  })
})

process.on('SIGTERM', () => { app.close() })
const url = await app.listen({ host: '127.0.0.1', port: Number(port) })
console.log(JSON.stringify({ msg: `ready at ${url}`, url }))
