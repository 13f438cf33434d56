/** Build the application from its parts. listen.ts makes it listen. */
import { randomUUID } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import fastify, { type FastifyInstance } from 'fastify'
import { createWorldClient, type World } from '../client/world.ts'
import { createConcurrencyLimit } from '../control/concurrency-limit.ts'
import type { Transport } from '../control/call.ts'
import { createDispatch } from '../control/dispatch.ts'
import { controlOperations } from '../control/routes.ts'
import { control } from '../control/scope.ts'
import { createShutdown, gracefulShutdown } from '../hooks/graceful-shutdown.ts'
import { routerOptions } from '../hooks/not-found.ts'
import { onResponseClosed } from '../hooks/on-response-closed.ts'
import { createConnectionRefuser, refuseTunnels } from '../hooks/parser-refusals.ts'
import { bodyLimit } from '../hooks/refusals.ts'
import { requestLog } from '../hooks/request-log.ts'
import { rewriteUrl } from '../hooks/request-path.ts'
import { secrets } from '../hooks/secrets.ts'
import { readFixtures } from '../options/fixtures.ts'
import { resolveConfig } from '../options/resolve.ts'
import type { Config, FakeSfoxOptions } from '../options/table.ts'
import { createWorlds, type Worlds } from '../resources/worlds.ts'
import { version } from '../package.ts'
import { toIso } from '../values/instant.ts'
import { assume, refusalOverrides } from '../vendor/assumptions.ts'
import { catalogue } from '../vendor/catalogue.ts'
import { faultRoutes } from '../vendor/fault-routes.ts'
import { openapiDocument, vendorOperations } from '../vendor/openapi.ts'
import { vendor } from '../vendor/scope.ts'
import { wallTime } from '../world/clock.ts'
import { createRedact } from '../world/fingerprint.ts'
import { documentedLimits } from '../world/rate-limits.ts'
import { compilersFactory } from './lazy-schema-compilers.ts'
import { createLogger, frameworkLogging, quieten } from './logger.ts'
import { page } from './page.ts'
import { readTls, type Tls } from './tls.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** The default world. */
    sfox: World
  }
}

export interface BuiltApp {
  app: FastifyInstance
  worlds: Worlds
  /** A new id for each application. */
  instance: string
  /** Calls control routes in this process. */
  dispatch: Transport
  /** Shuts the server down, without the rest of the application. */
  shutDown: () => Promise<void>
}

/** Timeouts for clients, in ms. The time to respond is not limited. */
const timeouts = {
  /** Fastify's default: longer than the 60 s for which load balancers and clients keep idle connections. */
  keepAliveTimeout: 72_000,
  /** To the end of the headers. Browsers open connections in advance, up to a minute. */
  headersTimeout: 60_000,
  /** To the end of the body. */
  requestTimeout: 300_000,
  /** How often Node checks for timeouts; its default is 30 s. */
  connectionsCheckingInterval: 5000
}

/**
 * Build the application without listening: use `app.inject()`, or add routes of your own.
 *
 * @param options - `host`, `port` and `portFile` are ignored
 * @returns a Fastify instance, decorated with `sfox`, the default world; call `close()` when done
 * @throws OptionError for an unknown option, an invalid value or invalid fixtures
 */
export function createFakeSfox (options?: FakeSfoxOptions): FastifyInstance {
  return buildApp(resolveConfig(options)).app
}

/**
 * Build the application from a validated configuration.
 *
 * @throws OptionError for invalid fixtures, or a certificate that cannot be used
 */
export function buildApp (config: Config): BuiltApp {
  const fixtures = readFixtures(config.fixtures)
  const { faults = [], observed = {}, stubs = [], users = [] } = fixtures
  const tls = readTls(config)
  const assumptions = assume(fixtures.assumptions)
  const worlds = createWorlds({
    key: config.key,
    seed: config.seed,
    clock: { startAt: config.now, frozen: config.freeze },
    tokenTtl: config.tokenTtl,
    journal: config.journal,
    limits: config.rateLimit === 'on' ? documentedLimits : undefined,
    assumptions,
    usersMode: config.users,
    users,
    faults
  })
  const instance = randomUUID()
  const redact = createRedact(config.key)
  const log = createLogger(config, redact)
  const fake = {
    instance,
    started: toIso(wallTime()),
    worlds,
    redact,
    faultRoutes: faultRoutes(stubs),
    catalogue: () => catalogue({ assumptions, observed }),
    openapi: () => openapiDocument([...controlOperations(), ...vendorOperations(assumptions, stubs)])
  }

  const refuseConnection = createConnectionRefuser({
    log, clock: () => worlds.default.clock, overrides: refusalOverrides(assumptions), marks: { 'x-fake-sfox': version }
  })
  const app = fastify({
    ...frameworkLogging,
    bodyLimit,
    clientErrorHandler: refuseConnection,
    schemaController: { compilersFactory },
    routerOptions,
    return503OnClosing: false,
    serverFactory: (handle) => createHttpServer(handle, tls),
    rewriteUrl
  })
  if (log) app.log = quieten(log)
  const shutdown = createShutdown(app)
  const enter = createConcurrencyLimit()
  const dispatch = createDispatch({ app, fake, enter, stopping: shutdown.stopping })
  app.decorate('sfox', createWorldClient(dispatch, config.key))

  app.register(onResponseClosed)
  app.register(gracefulShutdown, { shutdown })
  app.register(refuseTunnels, { refuseConnection })
  app.register(secrets)
  if (log) app.register(requestLog, { log, redact })
  app.register(control, { prefix: '/_fake', allowHost: config.allowHost, fake, enter })
  app.register(page, { allowHost: config.allowHost })
  app.register(vendor, { assumptions, redact, stubs, worlds })

  return { app, worlds, instance, dispatch, shutDown: shutdown.begin }
}

/** Create a single server. For `localhost`, Fastify creates two, and only one of them can be closed early. */
function createHttpServer (handle: RequestListener, tls: Tls | undefined): Server {
  // hooks/request-path.ts refuses requests without a Host header in the vendor's form.
  const options = { ...timeouts, ...tls, requireHostHeader: false }
  const server = tls ? createTlsServer(options, handle) : createServer(options, handle)
  // Ignore unknown expectations (RFC 9110, section 10.1.1); Node would respond with a bare 417.
  server.on('checkExpectation', handle)
  return server
}
