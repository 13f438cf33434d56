/** A world for each process, of which there is one for each file, and the application that lives in it. */
import { after, beforeEach } from 'node:test'
import { startApp } from 'example-app'
import { connectFakeSfox } from 'fake-sfox'

// #region readme
const sfox = await connectFakeSfox(process.env.SFOX_BASE_URL)
export const world = sfox.world(`process-${process.pid}`)
export const app = await startApp({ baseUrl: sfox.url, key: world.key })
beforeEach(() => world.reset())
// #endregion

after(() => app.close())
