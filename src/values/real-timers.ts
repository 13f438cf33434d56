/**
 * Measure and wait in real time. The functions are taken when this module is loaded, so that fake timers of a test that
 * runs in this process do not stop them.
 */
import { performance } from 'node:perf_hooks'
import timers from 'node:timers'

export const { setTimeout, clearTimeout } = timers

/** Return the ms since an arbitrary instant. It never goes back. */
export const elapsed: () => number = performance.now.bind(performance)
