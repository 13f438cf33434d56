/**
 * Test several worlds of one fake with random commands: each response has to be the one that the model predicts. A
 * failure prints the shortest commands that provoke it, with their seed. To run longer:
 * `FAKE_SFOX_RUNS=1000 npx tap --timeout=0 test/model/worlds.test.ts`.
 */
import t from 'tap'
import fc from 'fast-check'
import { createFakeSfox } from '../../src/server/app.ts'
import { worldNames, type Fake } from './commands.ts'
import { controls, faultInput, look } from './control.ts'
import { key, Model, type Answer } from './model.ts'
import { requests } from './requests.ts'
import type { Settings } from './world.ts'

const longer = process.env['FAKE_SFOX_RUNS']
/** The time to shrink a failing run, in ms, which has to end before the timeout of the test runner. */
const runs = { numRuns: Number(longer ?? 15), ...(longer === undefined && { interruptAfterTimeLimit: 60_000 }) }

const settings: fc.Arbitrary<Settings> = fc.record({
  users: fc.constantFrom('any', 'registered'),
  rateLimit: fc.constantFrom('off', 'on'),
  tokenTtl: fc.constantFrom(1000, 60_000, 86_400_000),
  journal: fc.constantFrom(3, 1000),
  now: fc.constantFrom('2026-01-31T12:00:00.500Z', '1970-01-01T00:00:00.000Z'),
  fixtures: fc.record({
    users: fc.constantFrom([], [{ user_id: 'a' }, { user_id: 'b', first_name: 'Bo' }]),
    faults: fc.array(faultInput, { maxLength: 1 })
  }, { noNullPrototype: true })
}, { noNullPrototype: true })

function open (options: Settings): Fake & { close: () => Promise<void> } {
  const start = () => createFakeSfox({ ...options, key, seed: 'model', freeze: true })
  let app = start()
  return {
    async send (method, url, authorization, payload): Promise<Answer> {
      try {
        const { statusCode: status, headers, payload: text } = await app.inject({
          method: method as 'GET',
          url,
          headers: authorization === undefined ? {} : { authorization },
          ...(payload !== undefined && { payload })
        })
        return { status, headers, json: text === '' ? undefined : JSON.parse(text) }
      } catch (error) {
        if ((error as Error).message !== 'response destroyed before completion') throw error
        return { status: null, headers: {}, json: undefined }
      }
    },
    async restart () {
      await app.close()
      app = start()
    },
    close: async () => await app.close()
  }
}

t.test('worlds behave like the model', async (t) => {
  const commands = fc.commands([...requests, ...controls], { maxCommands: 150, size: 'max' })
  await t.resolves(fc.assert(fc.asyncProperty(settings, commands, async (given, list) => {
    const [model, fake] = [new Model(given), open(given)]
    try {
      await fc.asyncModelRun(() => ({ model, real: fake }), list)
      for (const name of worldNames) await look(model, fake, name)
    } finally {
      await fake.close()
    }
  }), runs))
})
