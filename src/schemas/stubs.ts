/** A stub: an answer of the user's own for an endpoint that the fake does not emulate. */
import { Type, type Static } from '@sinclair/typebox'
import { StringEnum } from './common.ts'

/** One stub, as a fixtures file writes it. */
export const StubSchema = Type.Object({
  method: StringEnum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: Type.String({
    pattern: '^(?!/_fake(?:/|$))(?:/(?::[A-Za-z_]\\w*|[\\w.~!$&+,;=@-]+))+$',
    description: 'a segment such as :id stands for any',
    errorMessage: 'must be a path such as /v1/account/transactions or /v1/things/:id, outside /_fake'
  }),
  credential: StringEnum(['enterprise', 'user', 'none'], { description: 'which credential it takes' }),
  status: Type.Optional(Type.Integer({
    minimum: 200, maximum: 599, default: 200, errorMessage: 'must be a status from 200 to 599'
  })),
  body: Type.Optional(Type.Unknown({ description: 'sent as JSON; left out for none' }))
}, { additionalProperties: false })

/** One stub. */
export type Stub = Static<typeof StubSchema>
