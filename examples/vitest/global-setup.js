import { startFakeSfox } from 'fake-sfox'

const fixtures = { users: [{ user_id: 'ada', balances: { btc: 0.5, usd: 1000 } }] }

// #region readme
// global-setup.js: one fake for the run
export default async function ({ provide }) {
  const sfox = await startFakeSfox({ fixtures })
  provide('sfoxUrl', sfox.url)
  return () => sfox.close()
}
// #endregion
