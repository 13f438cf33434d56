/** Endpoints that mint user auth tokens. */
import { defineEndpoint, type Endpoint } from '../endpoint.ts'
import { userIdRefusals } from '../end-users/refusals.ts'
import { exampleUser, freshUser } from '../example.ts'
import type { Assumptions } from '../index.ts'
import { assumptions } from './assumptions.ts'
import { control } from './control.ts'
import { exampleExpires, exampleToken, tokensPath } from './examples.ts'
import { mintListBody, mintListReply, mintOneReply } from './schemas.ts'
import { createTokens, type Minted } from './state.ts'

const mintList = defineEndpoint({
  method: 'POST',
  path: tokensPath,
  credential: 'enterprise',
  summary: 'Mint a token for each of several users',
  docs: {
    page: 'connect/rest-api/end-users/create-multiple-user-auth-tokens',
    says: 'the body, with at least one id; 201, the fields, and `expires` without milliseconds; in the sample the ' +
      'results are in the order of the ids'
  },
  body: mintListBody,
  status: ({ 'mint-list': { status } }: Assumptions) => status,
  reply: mintListReply,
  refusals: userIdRefusals,
  userIds: listedIds,
  minted: ({ data }) => data,
  examples: [{
    when: 'tokens are minted for a list of users',
    before: freshUser(),
    body: { data: [exampleUser] },
    assumption: 'mint-list',
    reply: ({ 'mint-list': { expires } }: Assumptions) =>
      ({ data: [{ token: exampleToken, expires: exampleExpires[expires], partner_user_id: exampleUser }] })
  }],
  handler ({ body, world: { tokens, users }, assumptions, refuse }) {
    const userIds = arrange(body.data, assumptions)
    // One unknown id refuses the whole list, before other ids create users.
    for (const userId of userIds) {
      const refusal = users.refusalOf(userId)
      if (refusal) refuse(refusal, { user_id: userId })
    }
    return { data: tokens.mint(userIds.map(users.findOrCreate), assumptions['mint-list'].expires) }
  }
})

/** Mint a token for one user. The path may hold a magic id. */
export const mintOne = defineEndpoint({
  method: 'POST',
  path: `${tokensPath}/:user_id`,
  credential: 'enterprise',
  summary: 'Mint a token for one user',
  docs: {
    page: 'connect/rest-api/end-users/create-user-auth-token',
    says: 'no body; 201, the fields, and `expires` with milliseconds'
  },
  status: ({ 'mint-one': { status } }: Assumptions) => status,
  reply: mintOneReply,
  refusals: userIdRefusals,
  minted: ({ data }) => [data],
  examples: [{
    when: 'a token is minted for one user',
    before: freshUser(),
    params: { user_id: exampleUser },
    assumption: 'mint-one',
    reply: ({ 'mint-one': { expires } }: Assumptions) =>
      ({ data: { token: exampleToken, partner_user_id: exampleUser, expires: exampleExpires[expires] } })
  }],
  handler ({ params: { user_id: userId }, world: { tokens, users }, assumptions, refuse }) {
    const refusal = users.refusalOf(userId)
    if (refusal) refuse(refusal, { user_id: userId })
    const [{ token, expires }] = tokens.mint([users.findOrCreate(userId)], assumptions['mint-one'].expires) as [Minted]
    return { data: { token, partner_user_id: userId, expires } }
  }
})

/** Return the user ids in an unchecked body. */
function listedIds (body: unknown): readonly unknown[] {
  const { data } = (body ?? {}) as { data?: unknown }
  return Array.isArray(data) ? data : []
}

/** Return the ids to mint for, in the order of the reply. */
function arrange (userIds: string[], assumptions: Assumptions): string[] {
  const asked = assumptions['repeated-ids'] === 'each' ? userIds : [...new Set(userIds)]
  return assumptions['result-order'] === 'as-sent' ? asked : asked.toReversed()
}

const endpoints: Endpoint[] = [mintList, mintOne]

export const userTokens = {
  title: 'User auth tokens', endpoints, assumptions, refusals: {}, createState: createTokens, control
}
