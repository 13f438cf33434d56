/** A world for each worker, and the application that lives in it. */
import { afterAll, beforeEach } from '@jest/globals'
import { startApp } from 'example-app'
import { connectFakeSfox } from 'fake-sfox'

// #region readme
const sfox = await connectFakeSfox(process.env.SFOX_BASE_URL)
export const world = sfox.world(`worker-${process.env.JEST_WORKER_ID}`)
export const app = await startApp({ baseUrl: sfox.url, key: world.key })
beforeEach(() => world.reset())
// #endregion

afterAll(() => app.close())
