import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'test',
  globalSetup: './global-setup.js',
  workers: 2,
  // An installed Chromium where CHROMIUM names one, else that of `npx playwright install chromium`.
  use: { launchOptions: { executablePath: process.env.CHROMIUM } }
})
