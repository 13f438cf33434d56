/**
 * Keep foreign web pages out of `/_fake`. The Origin header reveals pages of other origins; the Host header reveals
 * pages whose host name was pointed at this machine (DNS rebinding).
 */
import { isIP } from 'node:net'
import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import { controlRefusal } from './refusals.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True for a route that accepts any host name and any origin. */
    unguarded?: boolean
  }
}

export interface GuardOptions {
  /** Additional host names to accept. */
  allowHost: string[]
}

/** Refuse requests from foreign pages with 403. */
export const guard = fp<GuardOptions>(async (scope, { allowHost }) => {
  const allowed = new Set(allowHost.map((name) => name.toLowerCase()))
  scope.addHook('onRequest', (request, _reply, next) => {
    const problem = request.routeOptions.config.unguarded ? undefined : findProblem(request, allowed)
    if (problem) next(controlRefusal(problem))
    else next()
  })
}, { name: 'guard' })

function findProblem ({ headers, raw }: FastifyRequest, allowed: Set<string>): 'foreign-host' | 'foreign-origin' | undefined {
  const host = readHost(raw.rawHeaders)
  if (!host || !(cannotBeRebound(host.hostname) || allowed.has(host.hostname))) return 'foreign-host'
  // The scheme is not compared: behind a TLS proxy, the page has https.
  if (headers.origin !== undefined && readUrl(headers.origin)?.host !== host.host) return 'foreign-origin'
  return undefined
}

/** Addresses, localhost and names without a dot cannot be resolved by a foreign name server. */
function cannotBeRebound (hostname: string): boolean {
  return isIP(hostname.replace(/^\[(.*)\]$/, '$1')) > 0 || !hostname.includes('.')
}

/** Read the Host header, which must occur once and consist of a name and an optional port. */
function readHost (lines: string[]): URL | undefined {
  const [host = '', ...others] = lines.filter((_, index) => lines[index - 1]?.toLowerCase() === 'host' && index % 2 === 1)
  return others.length > 0 || /[/?#@\\%\s]/.test(host) ? undefined : readUrl(`http://${host}`)
}

function readUrl (text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}
