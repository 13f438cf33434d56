/**
 * Check every response of every fake in this test process against the fake's OpenAPI document. A response that does not
 * match becomes a 500, which no test expects. helper.ts imports this file.
 */
import { subscribe } from 'node:diagnostics_channel'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ControlOptions } from '../src/control/scope.ts'

/** The part of an OpenAPI document that is read here. */
interface Document {
  paths: Record<string, Record<string, { responses: Record<string, any> }>>
}

const ajv = new Ajv2020({ strict: false })
const compiled = new Map<string, ValidateFunction>()
const documents = new WeakMap<FastifyInstance, () => Document>()

subscribe('fastify.initialization', (message) => {
  const { fastify } = message as { fastify: FastifyInstance }
  // The options of the control scope include the fake, which creates its document.
  fastify.addHook('onRegister', (_scope, options) => {
    const { fake } = options as Partial<ControlOptions>
    if (!fake || documents.has(fastify)) return
    let document: Document | undefined
    // A copy, since fakes share schemas, and a test may change the document.
    documents.set(fastify, () => (document ??= structuredClone(fake.openapi()) as Document))
  })
  fastify.addHook('onSend', async (request, reply, payload) => {
    const problem = await findProblem(fastify, request, reply, payload)
    if (problem === undefined) return payload
    reply.code(500)
    throw new Error(`${request.method} ${request.url} is not as documented: ${problem}`)
  })
})

/**
 * Return the OpenAPI document that the responses of a fake are checked against. Changes to it take effect.
 *
 * @param app - the fake, when it is ready
 */
export function documentOf (app: FastifyInstance): Document {
  const read = documents.get(app)
  if (!read) throw new Error('the application is not a fake that is ready')
  return read()
}

async function findProblem (app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, payload: unknown) {
  const { url = '' } = request.routeOptions
  const { statusCode: status } = reply
  const isText = typeof payload === 'string'
  // Preflights are not in the document.
  if (request.method === 'OPTIONS' && reply.hasHeader('access-control-allow-methods')) return undefined
  if (request.is404) return isText && status >= 400 ? undefined : `status ${status} for an unknown path`
  // An application that is not a fake.
  if (!documents.has(app)) return undefined
  // Provoked by a test, or caused by this hook.
  if (status === 500) return undefined

  const path = url.replaceAll(/:(\w+)/g, '{$1}').replace(/(?<=.)\/$/, '')
  const operation = documentOf(app).paths[path]?.[request.method === 'HEAD' ? 'get' : request.method.toLowerCase()]
  // Routes that a test adds, the page's files, and endpoints that are not emulated are not in the document.
  if (!operation) return undefined
  // A control path with a slash too many, which the router takes for the documented one.
  if (path.startsWith('/_fake') && reply.getHeader('x-fake-sfox-reason') === 'unknown-endpoint') return undefined
  const byFault = request.errorText !== undefined && reply.getHeader('x-fake-sfox-reason') === 'fault'
  const documented = operation.responses[byFault ? 'default' : status]
  if (!documented) return `status ${status}`
  const schema = documented.content?.['application/json']?.schema
  // Bodies without a schema, streams, and empty bodies.
  if (!isText || !schema || payload === '') return undefined
  return check(schema, JSON.parse(payload))
}

function check (schema: object, value: unknown): string | undefined {
  const text = JSON.stringify(schema)
  const validate = compiled.get(text) ?? ajv.compile(JSON.parse(text))
  compiled.set(text, validate)
  return validate(value) ? undefined : ajv.errorsText(validate.errors)
}
