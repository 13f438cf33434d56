/** The faults of a world. */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { bounds } from '../../bounds.ts'
import { refusal } from '../../refusal.ts'
import { NoContentSchema } from '../../schemas/common.ts'
import { FaultInputSchema, FaultListSchema, FaultParamsSchema, FaultSchema } from '../../schemas/faults.ts'

const changes = 'faults'

/** `GET`, `POST` and `DELETE /faults`, `DELETE /faults/:id`. */
export const faults: FastifyPluginCallbackTypebox = (scope, _options, done) => {
  scope.get('/faults', {
    schema: { summary: 'The faults, used-up ones included', response: { 200: FaultListSchema } }
  }, ({ world }) => ({ faults: world.faults.list() }))

  scope.post('/faults', {
    schema: { summary: 'Add a fault', body: FaultInputSchema, response: { 201: FaultSchema } },
    config: { changes, refusals: ['too-many-faults'] }
  }, ({ world, body }, reply) => {
    const added = world.faults.add(body)
    if (!added) throw refusal('too-many-faults', { most: String(bounds.faults.most) })
    reply.code(201)
    return added
  })

  scope.delete('/faults', {
    schema: { summary: 'Remove all faults', response: { 204: NoContentSchema } },
    config: { changes }
  }, ({ world }, reply) => {
    world.faults.clear()
    reply.code(204).send(null)
  })

  scope.delete('/faults/:id', {
    schema: { summary: 'Remove a fault', params: FaultParamsSchema, response: { 204: NoContentSchema } },
    config: { changes, refusals: ['unknown-fault'] }
  }, ({ world, params: { id } }, reply) => {
    if (!world.faults.remove(id)) throw refusal('unknown-fault', { id })
    reply.code(204).send(null)
  })
  done()
}
