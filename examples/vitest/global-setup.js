import { startFakeSfox } from 'fake-sfox'

const fixtures = { users: [{ user_id: 'ada', balances: { btc: 0.5, usd: 1000 } }] }

// #region readme
/** One fake for the whole run. */
export default async function ({ provide }) {
  const sfox = await startFakeSfox({ fixtures })
  provide('sfoxUrl', sfox.url)
  return () => sfox.close()
}
// #endregion
