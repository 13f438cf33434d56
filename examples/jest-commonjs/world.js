/** Before each test: a world as the fixtures have it, and a new application in it. */
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { dirname, join } = require('node:path')
const { createInterface } = require('node:readline')
const { connectFakeSfox } = require('fake-sfox')

// #region readme
// world.js: a world for each worker, which every test file requires
const context = module.exports = {}
beforeAll(async () => {
  const sfox = await connectFakeSfox(process.env.SFOX_BASE_URL)
  context.world = sfox.world(`worker-${process.env.JEST_WORKER_ID}`)
})
beforeEach(() => context.world.reset())
// #endregion

// The application is made of ES modules, which Jest in its default mode cannot load: it has a process of its own.
const start = join(dirname(require.resolve('example-app')), 'start.js')
let child
beforeEach(async () => {
  const env = { ...process.env, SFOX_ENTERPRISE_API_KEY: context.world.key, PORT: '0' }
  child = spawn(process.execPath, [start], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(createInterface(child.stdout), 'line')
  context.app = { url: new URL(line.replace('ready at ', '')).origin }
})
afterEach(() => child.kill())
