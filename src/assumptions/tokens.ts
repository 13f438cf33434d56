/** Guesses about minting tokens, and about bodies as such. */
import { Type } from '@sinclair/typebox'
import { StringEnum } from '../schemas/common.ts'
import { row } from './row.ts'

/** Status of a good answer, and how finely its `expires` is written, to which the token's life is cut down. */
const minting = Type.Object({
  status: Type.Optional(Type.Union([Type.Literal(200), Type.Literal(201)], { errorMessage: 'must be 200 or 201' })),
  expires: Type.Optional(StringEnum(['second', 'millisecond']))
}, { additionalProperties: false })

const inSamplesOnly = 'Status and fields are documented; how `expires` is written stands in the documented sample only, '

/** Rows of the table; see assumptions.ts. */
export const tokenAssumptions = {
  'mint-list': row(
    minting,
    { status: 201, expires: 'second' },
    `${inSamplesOnly}where it has no milliseconds. \`millisecond\`: three decimals.`,
    { source: 'sFOX API docs, connect/rest-api/end-users/create-multiple-user-auth-tokens' }
  ),
  'mint-one': row(
    minting,
    { status: 201, expires: 'millisecond' },
    `${inSamplesOnly}where it has milliseconds. \`second\`: none.`,
    { source: 'sFOX API docs, connect/rest-api/end-users/create-user-auth-token' }
  ),
  'max-user-ids': row(
    Type.Union([Type.Null(), Type.Integer({ minimum: 1 })], { errorMessage: 'must be null or a whole number above 0' }),
    null,
    'How many ids one call may list is not documented. null: as many as the body limit of 32 MiB lets through. ' +
    'A longer list is refused as `invalid-body`.'
  ),
  'repeated-ids': row(
    StringEnum(['each', 'once']),
    'each',
    'What a repeated id gives is not documented, though a sample of sFOX lists one id twice. ' +
    '`each`: one token per mention. `once`: one token per id, at its first place.'
  ),
  'result-order': row(
    StringEnum(['as-sent', 'reversed']),
    'as-sent',
    'The results of the documented sample stand in the order of the ids; no words promise it. ' +
    '`reversed` shows whether a client relies on the order.'
  ),
  'unknown-properties': row(
    StringEnum(['ignore', 'refuse']),
    'ignore',
    'What happens to body properties that the documents do not name is not documented. ' +
    '`refuse` answers `invalid-body`, which finds misspelt names.'
  )
} as const
