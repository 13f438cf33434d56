export default {
  globalSetup: './global-setup.js',
  globalTeardown: './global-teardown.js',
  maxWorkers: 2,
  testEnvironment: 'node',
  transform: {} // the tests are what Node runs anyway
}
