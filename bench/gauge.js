/**
 * Loaded into a fake before it starts (`node --expose-gc --import`): says what the process holds, after a collection of
 * garbage, to a parent that asks over IPC.
 */
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'

process.on('message', async () => {
  // Twice: what is freed late, such as what a finalizer lets go, takes a turn in between.
  for (let time = 0; time < 2; time++) {
    await turnOfTheLoop()
    globalThis.gc()
  }
  const { rss, heapUsed, external } = process.memoryUsage()
  const sockets = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
  process.send({ heap: heapUsed + external, rss, sockets })
})

// It is not to outlive a parent that was killed.
process.on('disconnect', () => process.exit())
