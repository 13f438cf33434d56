/**
 * Shapes of the two token routes.
 *
 * @see sFOX API docs, connect/rest-api/end-users/create-multiple-user-auth-tokens and …/create-user-auth-token
 */
import { Type } from '@sinclair/typebox'
import { tokenPattern, UserIdSchema } from './common.ts'

const example = '{"data":["user-1"]}'

/**
 * Body of `POST /v1/enterprise/user-tokens`. That at least one id is needed is documented.
 *
 * @param maxUserIds - the most ids one call may list, which sFOX leaves open; null for no limit
 * @returns the schema
 */
export function userTokensRequest (maxUserIds: number | null) {
  return Type.Object({
    data: Type.Array(UserIdSchema, {
      minItems: 1,
      ...(maxUserIds !== null && { maxItems: maxUserIds }),
      // Each by itself, so that a list of none is refused with the same words whatever the most may be.
      errorMessage: {
        maxItems: `must list at most ${maxUserIds} user ids`, _: `must list at least one user id, for example ${example}`
      }
    })
  }, { errorMessage: `must be an object, for example ${example}` })
}

/** Path of `POST /v1/enterprise/user-tokens/:user_id`. */
export const UserTokenParamsSchema = Type.Object({ user_id: UserIdSchema })

const token = Type.String({ pattern: tokenPattern, description: '64 lower-case hex characters' })
const partnerUserId = Type.String({ minLength: 1, description: 'the id that was asked for' })

const inWords = { second: 'without milliseconds', millisecond: 'with milliseconds' }

const expires = (precision: keyof typeof inWords) =>
  Type.String({ description: `ISO-8601 in UTC, ${inWords[precision]}` })

/**
 * Answer of `POST /v1/enterprise/user-tokens`, its properties in the order of the documented sample.
 *
 * @param precision - how finely `expires` is written
 * @returns the schema
 */
export function userTokensResponse (precision: keyof typeof inWords) {
  return Type.Object({
    data: Type.Array(Type.Object({ token, expires: expires(precision), partner_user_id: partnerUserId }))
  })
}

/**
 * Answer of `POST /v1/enterprise/user-tokens/:user_id`, its properties in the order of the documented sample.
 *
 * @param precision - how finely `expires` is written
 * @returns the schema
 */
export function userTokenResponse (precision: keyof typeof inWords) {
  return Type.Object({ data: Type.Object({ token, partner_user_id: partnerUserId, expires: expires(precision) }) })
}
