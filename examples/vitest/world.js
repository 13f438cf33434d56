/** Before each test: a world as the fixtures have it, and a new application in it. */
import { startApp } from 'example-app'
import { connectFakeSfox } from 'fake-sfox'
import { afterEach, beforeEach, inject } from 'vitest'

// #region readme
// world.js: a world for each worker, which every test file imports
const sfox = await connectFakeSfox(inject('sfoxUrl'))
export const world = sfox.world(`worker-${process.env.VITEST_POOL_ID}`)
beforeEach(() => world.reset())
// #endregion

export let app
beforeEach(async () => { app = await startApp({ baseUrl: sfox.url, key: world.key }) })
afterEach(() => app.close())
