/** Test what a long life costs, and that nothing leaves the machine. Alone: it measures memory. */
import '../scenario/memory.test.ts'
import '../security/offline.test.ts'
