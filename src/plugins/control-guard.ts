/**
 * Keeps web pages out of `/_fake`: a page of another origin is told by its Origin header, a page that had its own
 * name resolved to this machine (DNS rebinding) by the Host header.
 */
import { isIP } from 'node:net'
import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import type { ControlReason } from '../control-errors.ts'
import { refusal } from '../refusal.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answers under any host name and to any origin. */
    unguarded?: true
  }
}

/** What the guard needs to know. */
export interface ControlGuardOptions {
  /** Host names, besides those that cannot be rebound, under which the scope answers. */
  allowHost: string[]
}

/** Makes a scope refuse foreign pages with 403. */
export const controlGuard = fp<ControlGuardOptions>(async (scope, { allowHost }) => {
  const allowed = new Set(allowHost.map((name) => name.toLowerCase()))
  scope.addHook('onRequest', (request, _reply, next) => {
    const problem = request.routeOptions.config.unguarded ? undefined : findProblem(request, allowed)
    if (problem) next(refusal(problem))
    else next()
  })
}, { name: 'control-guard' })

function findProblem ({ headers, raw }: FastifyRequest, allowed: Set<string>): ControlReason | undefined {
  const here = readHost(raw.rawHeaders)
  if (!here || !(cannotBeRebound(here.hostname) || allowed.has(here.hostname))) {
    return 'foreign-host'
  }
  // The scheme is not compared: behind a proxy that speaks TLS, the page's is https.
  if (headers.origin !== undefined && readUrl(headers.origin)?.host !== here.host) {
    return 'foreign-origin'
  }
  return undefined
}

/** No stranger's name server answers for an address, for localhost, or for a name without a dot. */
function cannotBeRebound (hostname: string): boolean {
  return isIP(hostname.replace(/^\[(.*)\]$/, '$1')) > 0 || !hostname.includes('.')
}

/** The one Host of a request, which is a name and maybe a port, and nothing else that a URL may hold. */
function readHost (lines: string[]): URL | undefined {
  const [host = '', ...others] = lines.filter((_, index) => lines[index - 1]?.toLowerCase() === 'host' && index % 2 === 1)
  return others.length > 0 || /[/?#@\\%\s]/.test(host) ? undefined : readUrl(`http://${host}`)
}

function readUrl (text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}
