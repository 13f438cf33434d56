/** Compresses what is worth it: text that is larger than a packet, of routes that say so. */
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import fp from 'fastify-plugin'
import Negotiator from 'negotiator'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether answers are compressed for callers that take it. */
    compressed?: true
  }
}

/** Answers below this, in bytes, fit into a packet as they are. */
const packet = 1400

const compress = promisify(gzip)

/** Makes a scope compress the answers of routes that say `compressed`. */
export const compression = fp(async (scope) => {
  scope.addHook('onSend', async ({ raw, routeOptions: { config } }, reply, payload) => {
    if (!config.compressed || !(typeof payload === 'string' || Buffer.isBuffer(payload))) return payload
    reply.header('vary', 'accept-encoding')
    if (payload.length < packet || new Negotiator(raw).encoding(['gzip', 'identity']) !== 'gzip') return payload
    reply.header('content-encoding', 'gzip').removeHeader('content-length')
    return await compress(payload)
  })
}, { name: 'compression' })
