/** A world for each worker, and the application that lives in it. */
import { startApp } from 'example-app'
import { connectFakeSfox } from 'fake-sfox'
import { afterAll, beforeEach, inject } from 'vitest'

// #region readme
const sfox = await connectFakeSfox(inject('sfoxUrl'))
export const world = sfox.world(`worker-${process.env.VITEST_POOL_ID}`)
export const app = await startApp({ baseUrl: sfox.url, key: world.key })
beforeEach(() => world.reset())
// #endregion

afterAll(() => app.close())
