/** Assumptions about balances. */
import { Type } from '@sinclair/typebox'
import { defineAssumptions } from '../assumption.ts'

export const assumptions = defineAssumptions({
  'listed-currencies': {
    schema: Type.Array(Type.String({ pattern: '^[a-z0-9]+$' }), { uniqueItems: true }),
    default: [],
    why: 'Which currencies a user\'s balances list, even if the user never had any, is not documented. The list is alphabetical.'
  }
})
