/** Guesses about minting tokens, and about bodies as such. */
import { Type } from '@sinclair/typebox'
import { StringEnum } from '../schemas/common.ts'
import { row } from './row.ts'

/** Rows of the table; see assumptions.ts. */
export const tokenAssumptions = {
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
