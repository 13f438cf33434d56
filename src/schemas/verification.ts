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

/** Body of `POST /v1/enterprise/users/send-verification/:user_id`. */
export const SendCodeSchema = Type.Object({ type }, { errorMessage: 'must be an object, for example {"type":"email"}' })

/** Body of `POST /v1/enterprise/users/verify/:user_id`. */
export const ConfirmCodeSchema = Type.Object({
  type, otp: Type.String({ minLength: 1, errorMessage: 'must be the code as a string' })
}, { errorMessage: 'must be an object, for example {"type":"email","otp":"123456"}' })

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
