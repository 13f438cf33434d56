import { startFakeSfox } from 'fake-sfox'

const fixtures = { users: [{ user_id: 'ada', balances: { btc: 0.5, usd: 1000 } }] }

// #region readme
// global-setup.js: one fake for the run; the workers inherit the environment
export default async function () {
  const sfox = await startFakeSfox({ fixtures })
  Object.assign(process.env, sfox.env())
  return () => sfox.close()
}
// #endregion
