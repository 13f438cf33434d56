import { startFakeSfox } from 'fake-sfox'

// #region readme
// global-setup.js: one fake for the run
export default async function ({ provide }) {
  const sfox = await startFakeSfox({ fixtures: 'fixtures.json' })
  provide('sfoxUrl', sfox.url)
  return () => sfox.close()
}
// #endregion
