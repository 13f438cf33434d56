import { startFakeSfox } from 'fake-sfox'

// global-setup.js: one fake for the run; the workers inherit the environment
export default async function () {
  const sfox = await startFakeSfox({ fixtures: 'fixtures.json' })
  Object.assign(process.env, sfox.env())
  return () => sfox.close()
}
