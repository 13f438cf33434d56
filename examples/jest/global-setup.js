import { startFakeSfox } from 'fake-sfox'

// global-setup.js: one fake for the run, which global-teardown.js closes; the workers inherit the environment
export default async function () {
  globalThis.sfox = await startFakeSfox({ fixtures: 'fixtures.json' })
  Object.assign(process.env, globalThis.sfox.env())
}
