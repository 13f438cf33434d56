/** What this application wants of sFOX: the balances of its users, each read with a token of the user's own. */

/** A token that is about to end is not worth starting with. */
const leeway = 60_000

/** sFOX refused, or could not be reached. */
export class SfoxError extends Error {
  /** @param {string} message @param {{ status?: number, cause?: unknown }} [details] */
  constructor (message, { status, cause } = {}) {
    super(message, { cause })
    this.status = status
  }
}

/**
 * Makes a client of sFOX.
 *
 * @param {{ baseUrl: string, key: string }} settings - where sFOX is, and the enterprise key
 */
export function createSfox ({ baseUrl, key }) {
  /** By user, the token that is kept, or on its way: whoever asks meanwhile waits for the same one. */
  const tokens = new Map()

  async function call (method, path, credential) {
    const response = await fetch(baseUrl + path, {
      method, headers: { authorization: `Bearer ${credential}` }, signal: AbortSignal.timeout(10_000)
    }).catch(rejectWith('sFOX cannot be reached'))
    if (!response.ok) throw new SfoxError(`sFOX answered ${response.status}`, { status: response.status })
    return await response.json().catch(rejectWith('sFOX answered what cannot be read'))
  }

  function mint (user) {
    const minting = call('POST', `/v1/enterprise/user-tokens/${user}`, key).then(({ data }) => data)
    tokens.set(user, minting)
    minting.catch(() => tokens.delete(user))
    return minting
  }

  /** The token that is kept; a new one where there is none, or where it is about to end, or was refused. */
  async function tokenFor (user, refused) {
    const minting = tokens.get(user)
    const kept = await minting
    if (kept && kept.token !== refused && Date.parse(kept.expires) - Date.now() > leeway) return kept.token
    const anotherCallerMints = tokens.get(user) !== minting
    return (await (anotherCallerMints ? tokens.get(user) : mint(user))).token
  }

  return {
    /** What a user has available, by currency. The user's id stands as it is escaped in a URL. */
    async balances (user) {
      const read = (token) => call('GET', '/v1/user/balance', token)
      const token = await tokenFor(user)
      const list = await read(token).catch(async (error) => {
        if (error.status !== 401) throw error
        return await read(await tokenFor(user, token)) // sFOX knows better than our clock; once is enough
      })
      return Object.fromEntries(list.map(({ currency, available }) => [currency, available]))
    }
  }
}

function rejectWith (message) {
  return (cause) => { throw new SfoxError(message, { cause }) }
}
