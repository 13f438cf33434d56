/** A world for each of tap's jobs, and the application that lives in it. */
import t from 'tap'
import { startApp } from 'example-app'
import { connectFakeSfox } from 'fake-sfox'

// #region readme
const sfox = await connectFakeSfox(process.env.SFOX_BASE_URL)
export const world = sfox.world(`job-${process.env.TAP_JOB_ID}`)
export const app = await startApp({ baseUrl: sfox.url, key: world.key })
t.beforeEach(() => world.reset())
// #endregion

t.teardown(() => app.close())
