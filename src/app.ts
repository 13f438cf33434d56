/** Builds the application: the table of contents of the fake. Listens nowhere; see server.ts. */
import { randomUUID } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import fastify, { type FastifyInstance } from 'fastify'
import { assume } from './assumptions.ts'
import { injectTransport } from './client/transport.ts'
import { createWorldClient, type World } from './client/world.ts'
import { compilersFactory } from './compilers.ts'
import { resolveConfig } from './config.ts'
import { readFixtures } from './fixtures.ts'
import { createLogger, frameworkLogging, quieten } from './logger.ts'
import type { Config, FakeSfoxOptions } from './options.ts'
import { closed } from './plugins/closed.ts'
import { closing } from './plugins/closing.ts'
import { rewriteUrl } from './plugins/malformed-url.ts'
import { routerOptions } from './plugins/not-found.ts'
import { openapi } from './plugins/openapi.ts'
import { requestLog } from './plugins/request-log.ts'
import { secrets } from './plugins/secrets.ts'
import { control } from './routes/control.ts'
import { page } from './routes/page.ts'
import { vendor } from './routes/vendor.ts'
import { readTls, type Tls } from './tls.ts'
import { toIso, wallTime } from './world/clock.ts'
import { createRedact } from './world/fingerprint.ts'
import { createWorlds, type Worlds } from './world/index.ts'
import { documentedLimits } from './world/limits.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** The default world. */
    sfox: World
  }
}

/** An application with what its holder needs to know of it. */
export interface BuiltApp {
  app: FastifyInstance
  worlds: Worlds
  /** New for each fake. */
  instance: string
}

const bodyLimit = 32 * 1024 * 1024

/** How long a client may take, in ms. What it waits for once its request is whole, an hour or more, is not counted. */
const patience = {
  /** As Fastify has it: longer than the 60 s for which load balancers and clients keep a connection. */
  keepAliveTimeout: 72_000,
  /** To the end of a head, from its first byte or from the connection, which browsers open ahead for so long. */
  headersTimeout: 60_000,
  /** To the end of the body: the largest one takes so long at 110 kB a second, and nothing is that slow on purpose. */
  requestTimeout: 300_000,
  /** How often Node looks, and so by how much a client may overstay; left alone, it looks every 30 s. */
  connectionsCheckingInterval: 5000
}

/**
 * Builds the application in process, not listening: `app.inject()` it, or register routes of your own.
 *
 * @param options - see FakeSfoxOptions; `host`, `port` and `portFile` are for those who listen
 * @returns a Fastify instance, decorated with `sfox`, the default world; close it like any other
 * @throws an option error for an unknown option, a bad value or bad fixtures
 */
export function createFakeSfox (options?: FakeSfoxOptions): FastifyInstance {
  return buildApp(resolveConfig(options)).app
}

/**
 * Builds the application from a checked configuration.
 *
 * @param config - see Config
 * @returns see BuiltApp
 * @throws an option error for bad fixtures, or a certificate that cannot be used
 */
export function buildApp (config: Config): BuiltApp {
  const fixtures = readFixtures(config.fixtures)
  const tls = readTls(config)
  const assumptions = assume(fixtures.assumptions)
  const worlds = createWorlds({
    key: config.key,
    seed: config.seed,
    clock: { startAt: config.now, frozen: config.freeze },
    tokenTtl: config.tokenTtl,
    journal: config.journal,
    limits: config.rateLimit === 'on' ? documentedLimits : undefined,
    rules: assumptions,
    usersMode: config.users,
    users: fixtures.users ?? [],
    faults: fixtures.faults ?? []
  })
  const instance = randomUUID()
  const redact = createRedact(config.key)
  const log = createLogger(config, redact)

  const app = fastify({
    ...frameworkLogging,
    bodyLimit,
    schemaController: { compilersFactory },
    routerOptions,
    return503OnClosing: false,
    serverFactory: (handle) => createHttpServer(handle, tls),
    rewriteUrl
  })
  if (log) app.log = quieten(log)
  app.decorate('sfox', createWorldClient(injectTransport(app), config.key))

  app.register(closed)
  app.register(closing)
  app.register(secrets)
  if (log) app.register(requestLog, { log, redact })
  app.register(openapi)
  app.register(control, {
    prefix: '/_fake',
    allowHost: config.allowHost,
    assumptions,
    observed: fixtures.observed ?? {},
    instance,
    redact,
    started: toIso(wallTime()),
    worlds
  })
  app.register(page, { allowHost: config.allowHost })
  app.register(vendor, { assumptions, redact, stubs: fixtures.stubs ?? [], worlds })

  return { app, worlds, instance }
}

/** One server, where Fastify's own would be two for `localhost`, of which only one can be told to take no more. */
function createHttpServer (handle: RequestListener, tls: Tls | undefined): Server {
  const options = { ...patience, ...tls }
  const server = tls ? createTlsServer(options, handle) : createServer(options, handle)
  // Node would answer with a bare 417. An expectation that is not understood may be left alone (RFC 9110, 10.1.1).
  server.on('checkExpectation', handle)
  return server
}
