/** Shape of what the fake says of itself. */
import { Type } from '@sinclair/typebox'
import { StringEnum } from './common.ts'

/** Answer of `GET /_fake`. */
export const IdentitySchema = Type.Object({
  name: StringEnum(['fake-sfox']),
  version: Type.String(),
  instance: Type.String({ description: 'new for each fake, so that two of them can be told apart' }),
  started: Type.String({ description: 'ISO-8601 instant, in real time' }),
  worlds: Type.Integer({ description: 'how many worlds there are; the default one always is' })
})
