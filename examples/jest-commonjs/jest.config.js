module.exports = {
  globalSetup: './global-setup.js',
  globalTeardown: './global-teardown.js',
  maxWorkers: 2,
  testEnvironment: 'node'
}
