/** The public surface of the package. */
export { createFakeSfox } from './app.ts'
export { startFakeSfox, withFakeSfox, type FakeSfox } from './server.ts'
export type { World } from './client/world.ts'
export type { FakeSfoxOptions } from './options.ts'
export type { Fixtures } from './fixtures.ts'
