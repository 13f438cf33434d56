/** Assumptions about minting tokens. */
import { Type } from '@sinclair/typebox'
import { StringEnum } from '../../values/schemas.ts'
import { defineAssumptions } from '../assumption.ts'

/** Status of success, and precision of `expires`, to which the token's expiry is truncated. */
const minting = Type.Object({
  status: Type.Optional(Type.Union([Type.Literal(200), Type.Literal(201)], { errorMessage: 'must be 200 or 201' })),
  expires: Type.Optional(StringEnum(['second', 'millisecond']))
}, { additionalProperties: false })

const inSamplesOnly = 'Status and fields are documented. Only the documented sample shows the format of `expires`, '

export const assumptions = defineAssumptions({
  'mint-list': {
    schema: minting,
    default: { status: 201, expires: 'second' },
    why: `${inSamplesOnly}without milliseconds. \`millisecond\`: with three decimals.`,
    source: 'sFOX API docs, connect/rest-api/end-users/create-multiple-user-auth-tokens'
  },
  'mint-one': {
    schema: minting,
    default: { status: 201, expires: 'millisecond' },
    why: `${inSamplesOnly}with milliseconds. \`second\`: without decimals.`,
    source: 'sFOX API docs, connect/rest-api/end-users/create-user-auth-token'
  },
  'max-user-ids': {
    schema: Type.Union([Type.Null(), Type.Integer({ minimum: 1 })], { errorMessage: 'must be null or a whole number above 0' }),
    default: null,
    why: 'The maximum number of ids per call is not documented. null: limited only by the body limit of 8 MiB. ' +
      'A longer list is refused as `invalid-body`.'
  },
  'repeated-ids': {
    schema: StringEnum(['each', 'once']),
    default: 'each',
    why: 'The response to a repeated id is not documented, though a sample of sFOX lists one id twice. ' +
      '`each`: one token per occurrence. `once`: one token per id, at its first position.'
  },
  'result-order': {
    schema: StringEnum(['as-sent', 'reversed']),
    default: 'as-sent',
    why: 'The results of the documented sample are in the order of the ids, but the text does not guarantee it. ' +
      '`reversed` reveals clients that rely on the order.'
  }
})
