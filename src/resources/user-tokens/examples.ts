/** The path that mints, and tokens for examples. Imports nothing, since the page bundles it. */

/** The path of the endpoints that mint. */
export const tokensPath = '/v1/enterprise/user-tokens'

/** A token that was never minted. */
export const exampleToken = '0123456789abcdef'.repeat(4)

/** The expiry of a token, in each precision. */
export const exampleExpires = { second: '2022-02-08T03:28:56Z', millisecond: '2024-05-14T19:22:09.901Z' }
