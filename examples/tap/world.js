/** Before each test: a world as the fixtures have it, and a new application in it. */
import t from 'tap'
import { startApp } from 'example-app'
import { assertFakeSfox, connectFakeSfox } from 'fake-sfox'

// `npm test` is `fake-sfox exec -- tap`: one fake for the run, and a world for each of tap's jobs.
const { SFOX_BASE_URL: baseUrl, SFOX_ENTERPRISE_API_KEY: key, TAP_JOB_ID: job } = process.env
await assertFakeSfox(baseUrl) // never sFOX itself
const sfox = await connectFakeSfox(baseUrl, { key })
export const world = sfox.world(`job-${job}`)
t.beforeEach(() => world.reset())

export let app
t.beforeEach(async () => { app = await startApp({ baseUrl, key: world.key }) })
t.afterEach(() => app.close())
