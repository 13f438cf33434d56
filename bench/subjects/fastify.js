import { randomBytes } from 'node:crypto'
import fastify from 'fastify'
const day = 24 * 60 * 60 * 1000
const app = fastify()
app.post('/v1/enterprise/user-tokens', (request, reply) => {
  const expires = `${new Date(Date.now() + day).toISOString().slice(0, -5)}Z`
  reply.code(201).send({
    data: request.body.data.map((id) => ({ token: randomBytes(32).toString('hex'), expires, partner_user_id: id }))
  })
})
const url = await app.listen({ port: Number(process.env.PORT) })
console.log(`ready at ${url}`)
process.on('SIGTERM', () => process.exit())
