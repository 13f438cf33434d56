const { startFakeSfox } = require('fake-sfox')

// #region readme
// global-setup.js: one fake for the run, which global-teardown.js closes; the workers inherit the environment
module.exports = async () => {
  globalThis.sfox = await startFakeSfox({ fixtures: 'fixtures.json' })
  Object.assign(process.env, globalThis.sfox.env())
}
// #endregion
