/**
 * Holds every answer of every fake in this test process against the fake's own OpenAPI document. One that is not as
 * documented becomes a 500 that says so, which no test expects. Imported by helper.ts.
 */
import { subscribe } from 'node:diagnostics_channel'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const ajv = new Ajv2020({ strict: false })
const compiled = new Map<string, ValidateFunction>()

subscribe('fastify.initialization', (message) => {
  const { fastify } = message as { fastify: FastifyInstance }
  fastify.addHook('onSend', async (request, reply, payload) => {
    const problem = await findProblem(fastify, request, reply, payload)
    if (problem === undefined) return payload
    reply.code(500)
    throw new Error(`${request.method} ${request.url} is not as documented: ${problem}`)
  })
})

async function findProblem (app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, payload: unknown) {
  const { config, url = '' } = request.routeOptions
  const { statusCode: status } = reply
  const isText = typeof payload === 'string'
  // A preflight is about whatever path it names, and of none.
  if (request.method === 'OPTIONS' && reply.hasHeader('access-control-allow-methods')) return undefined
  if (request.is404) return isText && status >= 400 ? undefined : `status ${status} for a path that nobody has`
  // What a test adds itself, and what the framework answers on its behalf.
  if (!config.described || status === 500) return undefined

  const { paths } = await app.getDecorator<() => Promise<object>>('openapi')() as { paths: Record<string, Record<string, { responses: Record<string, any> }>> }
  const path = url.replaceAll(/:(\w+)/g, '{$1}').replace(/(?<=.)\/$/, '')
  const { responses } = paths[path]?.[request.method === 'HEAD' ? 'get' : request.method.toLowerCase()] ?? {}
  const byFault = request.errorText !== undefined && reply.getHeader('x-fake-sfox-reason') === 'fault'
  const documented = responses?.[byFault ? 'default' : status]
  if (!documented) return `status ${status}`
  const schema = documented.content?.['application/json']?.schema
  // Bodies that have no schema, or that come in pieces, or not at all.
  if (!isText || !schema || payload === '') return undefined
  return check(schema, JSON.parse(payload))
}

function check (schema: object, value: unknown): string | undefined {
  const text = JSON.stringify(schema)
  const validate = compiled.get(text) ?? ajv.compile(schema)
  compiled.set(text, validate)
  return validate(value) ? undefined : ajv.errorsText(validate.errors)
}
