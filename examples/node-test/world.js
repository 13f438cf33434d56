/** Before each test: a world as the fixtures have it, and a new application in it. */
import { afterEach, beforeEach } from 'node:test'
import { startApp } from 'example-app'
import { assertFakeSfox, connectFakeSfox } from 'fake-sfox'

// #region readme
// `npm test` is `fake-sfox exec -- node --test`: one fake for the run, and a world for each process.
const { SFOX_BASE_URL: baseUrl, SFOX_ENTERPRISE_API_KEY: key } = process.env
await assertFakeSfox(baseUrl) // never sFOX itself
const sfox = await connectFakeSfox(baseUrl, { key })
export const world = sfox.world(`process-${process.pid}`)
beforeEach(() => world.reset())
// #endregion

export let app
beforeEach(async () => { app = await startApp({ baseUrl, key: world.key }) })
afterEach(() => app.close())
