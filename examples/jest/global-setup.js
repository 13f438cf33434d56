import { startFakeSfox } from 'fake-sfox'

const fixtures = { users: [{ user_id: 'ada', balances: { btc: 0.5, usd: 1000 } }] }

// #region readme
// global-setup.js: one fake for the run, which global-teardown.js closes; the workers inherit the environment
export default async function () {
  globalThis.sfox = await startFakeSfox({ fixtures })
  Object.assign(process.env, globalThis.sfox.env())
}
// #endregion
