/**
 * Shapes of the routes that verify a user's email address and phone number.
 *
 * @see sFOX API docs, connect/rest-api/end-users: send and confirm verification code
 */
import { Type, type Static } from '@sinclair/typebox'
import { StringEnum } from './common.ts'

const type = StringEnum(['email', 'sms'])

/** What can be verified. */
export type VerificationType = Static<typeof type>

/**
 * Bodies of `POST /v1/enterprise/users/send-verification/:user_id` and `POST /v1/enterprise/users/verify/:user_id`.
 *
 * @param additionalProperties - whether unknown properties are let through, which sFOX leaves open
 * @returns both schemas
 */
export function verificationRequests (additionalProperties: boolean) {
  const example = (text: string) => ({ additionalProperties, errorMessage: `must be an object, for example ${text}` })
  return {
    send: Type.Object({ type }, example('{"type":"email"}')),
    confirm: Type.Object({
      type, otp: Type.String({ minLength: 1, errorMessage: 'must be the code as a string' })
    }, example('{"type":"email","otp":"123456"}'))
  }
}

/** Answer of sending: `email` or `phone_number` says where the code went. */
export const CodeSentSchema = Type.Object({
  data: Type.Object({
    user_id: Type.String(), type, email: Type.Optional(Type.String()), phone_number: Type.Optional(Type.String())
  })
})

/** Answer of confirming. */
export const CodeConfirmedSchema = Type.Object({
  data: Type.Object({ success: Type.Boolean(), user_id: Type.String(), type })
})
