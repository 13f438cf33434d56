/** Paths of the control routes that move an order or a deposit on. */
import { Type } from '@sinclair/typebox'

/** Path of `POST /_fake/orders/:id/fill` and `POST /_fake/deposits/:id/settle`. */
export const MovementParamsSchema = Type.Object({ id: Type.String({ minLength: 1 }) })
