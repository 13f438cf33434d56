/** Before each test: a world as the fixtures have it, and a new application in it. */
import { afterEach, beforeEach } from '@jest/globals'
import { startApp } from 'example-app'
import { connectFakeSfox } from 'fake-sfox'

// world.js: a world for each worker, which every test file imports
const sfox = await connectFakeSfox(process.env.SFOX_BASE_URL)
export const world = sfox.world(`worker-${process.env.JEST_WORKER_ID}`)
beforeEach(() => world.reset())

export let app
beforeEach(async () => { app = await startApp({ baseUrl: sfox.url, key: world.key }) })
afterEach(() => app.close())
