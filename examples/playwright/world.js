/** A world for each worker, and the application that lives in it. */
import { test as base } from '@playwright/test'
import { startApp } from 'example-app'
import { connectFakeSfox } from 'fake-sfox'

export const test = base.extend({
  // #region readme
  // eslint-disable-next-line no-empty-pattern -- Playwright wants to see a pattern
  world: [async ({}, use, { parallelIndex }) => {
    const sfox = await connectFakeSfox(process.env.SFOX_BASE_URL)
    await use(sfox.world(`worker-${parallelIndex}`))
  }, { scope: 'worker' }],
  reset: [async ({ world }, use) => await use(await world.reset()), { auto: true }],
  // #endregion

  app: [async ({ world }, use) => {
    const app = await startApp({ baseUrl: process.env.SFOX_BASE_URL, key: world.key })
    await use(app)
    await app.close()
  }, { scope: 'worker' }],

  baseURL: async ({ app }, use) => await use(app.url)
})
