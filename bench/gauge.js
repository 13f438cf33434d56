/**
 * Measure the memory of a fake. Loaded before the fake (`node --expose-gc --import`); on an IPC message of the parent,
 * collects garbage and replies with the figures.
 */
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'

process.on('message', async () => {
  // Twice, since objects that finalizers release are collected only after a turn of the event loop.
  for (let time = 0; time < 2; time++) {
    await turnOfTheLoop()
    globalThis.gc()
  }
  const { rss, heapUsed, external } = process.memoryUsage()
  const sockets = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
  process.send({ heap: heapUsed + external, rss, sockets })
})

// Exits with its parent, even if the parent was killed.
process.on('disconnect', () => process.exit())
