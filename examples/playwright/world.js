/** For each test a world as the fixtures have it, and a new application in it, whose pages the browser opens. */
/* eslint-disable no-empty-pattern -- Playwright insists on a pattern */
import { test as base } from '@playwright/test'
import { startApp } from 'example-app'
import { connectFakeSfox } from 'fake-sfox'

export const test = base.extend({
  // world.js: a world for each worker, and its reset before each test
  world: [async ({}, use, { parallelIndex }) => {
    const sfox = await connectFakeSfox(process.env.SFOX_BASE_URL)
    await use(sfox.world(`worker-${parallelIndex}`))
  }, { scope: 'worker' }],
  reset: [async ({ world }, use) => {
    await world.reset()
    await use()
  }, { auto: true }],

  baseURL: async ({ world }, use) => {
    const app = await startApp({ baseUrl: process.env.SFOX_BASE_URL, key: world.key })
    await use(app.url)
    await app.close()
  }
})
