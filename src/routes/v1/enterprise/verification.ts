/**
 * Verifying a user's email address and phone number by a code.
 *
 * @see sFOX API docs, connect/rest-api/end-users: send and confirm verification code
 */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import type { Assumptions } from '../../../assumptions.ts'
import { idRefusals, type Reason } from '../../../errors.ts'
import { refusal } from '../../../refusal.ts'
import { EndUserParamsSchema } from '../../../schemas/end-users.ts'
import type { User } from '../../../schemas/users.ts'
import {
  CodeConfirmedSchema, CodeSentSchema, ConfirmCodeSchema, SendCodeSchema, type VerificationType
} from '../../../schemas/verification.ts'
import type { Users, WorldUser } from '../../../world/users.ts'

/** What the routes need to know. */
export interface VerificationOptions {
  assumptions: Assumptions
}

const refusals: Reason[] = [...idRefusals, 'email-verified', 'phone-verified', 'email-not-verified']

/** `POST /users/send-verification/:user_id` and `POST /users/verify/:user_id`. */
export const verification: FastifyPluginCallbackTypebox<VerificationOptions> = (scope, { assumptions }, done) => {
  const { email: noEmail, phone_number: noPhone } = assumptions['absent-details']

  scope.post('/users/send-verification/:user_id', {
    schema: {
      summary: 'Send a verification code',
      params: EndUserParamsSchema,
      body: SendCodeSchema,
      response: { 200: CodeSentSchema }
    },
    config: { refusals }
  }, ({ params: { user_id: userId }, body: { type }, principal: { world } }) => {
    const user = findVerifiable(world.users, userId, type)
    world.verification.send(user, type)
    const { email = noEmail, phone_number: phone = noPhone } = user.profile as User
    return { data: { user_id: userId, type, ...(type === 'email' ? { email } : { phone_number: phone }) } }
  })

  scope.post('/users/verify/:user_id', {
    schema: {
      summary: 'Confirm a verification code',
      params: EndUserParamsSchema,
      body: ConfirmCodeSchema,
      response: { 200: CodeConfirmedSchema }
    },
    config: { refusals: [...refusals, 'wrong-code'] }
  }, ({ params: { user_id: userId }, body: { type, otp }, principal: { world } }) => {
    const user = findVerifiable(world.users, userId, type)
    if (!world.verification.confirm(user, type, otp)) throw refusal('wrong-code')
    return { data: { success: true, user_id: userId, type } }
  })
  done()
}

/** A user whose email address or phone number is the next to be verified. */
function findVerifiable (users: Users, userId: string, type: VerificationType): WorldUser {
  const user = users.registered(userId)
  if (!user) throw refusal('unknown-user', { user_id: userId })
  const open = users.requirementsOf(userId)
  if (!open[type]) throw refusal(type === 'email' ? 'email-verified' : 'phone-verified')
  if (type === 'sms' && open.email) throw refusal('email-not-verified')
  return user
}
