/**
 * Measure and wait in real time. The functions are taken when this module is loaded, so that fake timers of a test that
 * runs in this process do not stop them.
 */
import { performance } from 'node:perf_hooks'
import timers from 'node:timers'

export const { setTimeout, clearTimeout } = timers

const { setImmediate, clearImmediate } = timers

/** Return the ms since an arbitrary instant. It never goes back. */
export const elapsed: () => number = performance.now.bind(performance)

/** Return whether `process.nextTick()` and `queueMicrotask()` work. Fake timers can hold them back. */
export async function ticksWork (): Promise<boolean> {
  return await new Promise((resolve) => {
    const immediate = setImmediate(resolve, false)
    // eslint-disable-next-line no-restricted-globals -- Fastify uses it, and nothing else tells whether it works
    queueMicrotask(() => process.nextTick(() => {
      clearImmediate(immediate)
      resolve(true)
    }))
  })
}
