/** Control routes about the fake itself: health, identity, the OpenAPI document, the catalogue. */
import { Type, type Static } from '@sinclair/typebox'
import { version } from '../package.ts'
import { defineControlRoute, type ControlRoute } from '../resources/control-route.ts'
import { StringEnum } from '../values/schemas.ts'
import { CatalogSchema, type Catalog } from '../vendor/catalogue-schema.ts'

const health = defineControlRoute({
  method: 'GET',
  path: '/_fake/health',
  open: true,
  probe: true,
  reply: Type.Object({ status: StringEnum(['ready']) }),
  handler: () => ({ status: 'ready' as const })
})

/** Schema of the response of `GET /_fake`. */
const IdentitySchema = Type.Object({
  name: StringEnum(['fake-sfox']),
  version: Type.String(),
  instance: Type.String({ description: 'a new id for each fake' }),
  started: Type.String({ description: 'ISO-8601 instant, in real time' }),
  worlds: Type.Integer({ description: 'the number of worlds, the default one included' })
})

/** The identity of a fake. */
export type Identity = Static<typeof IdentitySchema>

const identity = defineControlRoute({
  method: 'GET',
  path: '/_fake',
  open: true,
  reply: IdentitySchema,
  handler: ({ fake: { instance, started, worlds } }) =>
    ({ name: 'fake-sfox' as const, version, instance, started, worlds: worlds.count })
})

const openapi = defineControlRoute({
  method: 'GET',
  path: '/_fake/openapi.json',
  open: true,
  summary: 'This document',
  reply: Type.Object({}, { additionalProperties: true }),
  handler: ({ fake }) => fake.openapi()
})

const catalogue = defineControlRoute({
  method: 'GET',
  path: '/_fake/catalog',
  summary: 'List every outcome, how to provoke it, and how it is known',
  reply: CatalogSchema,
  handler: ({ fake }) => fake.catalogue() as Catalog
})

/** The routes that require no key. */
export const openRoutes: ControlRoute[] = [health, identity, openapi]

export const catalogueRoutes: ControlRoute[] = [catalogue]
