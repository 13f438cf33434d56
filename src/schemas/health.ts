/** Shape of the health probe. */
import { Type } from '@sinclair/typebox'
import { StringEnum } from './common.ts'

/** Answer of `GET /_fake/health`. */
export const HealthSchema = Type.Object({ status: StringEnum(['ready']) })
