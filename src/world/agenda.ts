/** Schedule actions by the world's clock. There are no timers: call `catchUp()` before reading the world. */

/** The agenda of one world. */
export interface Agenda {
  /** Instant of the running entry, in ms since 1970, to date its effects; undefined while none runs. */
  readonly at: number | undefined
  /**
   * Schedule an entry at an instant in ms since 1970, and return a function that cancels it. An entry that a running
   * entry schedules for an earlier instant is due immediately.
   */
  schedule: (at: number, run: () => void) => () => void
  /**
   * Run all due entries by instant, then by order of scheduling. Entries that are scheduled meanwhile are included. The
   * clock is read once. If an entry throws, the error is passed on, and the next call continues after that entry. Calls
   * from within an entry do nothing.
   */
  catchUp: () => void
}

interface Item {
  at: number
  serial: number
  /** Undefined once cancelled or run. */
  run: (() => void) | undefined
}

/** Create an empty agenda. */
export function createAgenda (clock: { now: () => number }): Agenda {
  // A binary heap, earliest first. Cancelled entries stay until they are due or make up half of the heap.
  let heap: Item[] = []
  let [serial, cancelled] = [0, 0]
  let current: number | undefined

  function schedule (at: number, run: () => void): () => void {
    const item: Item = { at: Math.max(at, current ?? at), serial: serial++, run }
    push(heap, item)
    return () => {
      if (!item.run) return
      item.run = undefined
      // A sorted list is a heap.
      if (++cancelled > heap.length / 2) [heap, cancelled] = [heap.filter(({ run }) => run).sort(compare), 0]
    }
  }

  function catchUp (): void {
    if (current !== undefined) return
    const now = clock.now()
    try {
      while (heap[0] && heap[0].at <= now) {
        const item = takeFirst(heap)
        const { at, run } = item
        item.run = undefined
        current = at
        run?.()
      }
    } finally {
      current = undefined
    }
  }

  return { schedule, catchUp, get at () { return current } }
}

function compare (one: Item, other: Item): number {
  return one.at - other.at || one.serial - other.serial
}

function push (heap: Item[], item: Item): void {
  let index = heap.length
  while (index > 0) {
    const parent = (index - 1) >> 1
    if (compare(heap[parent] as Item, item) < 0) break
    heap[index] = heap[parent] as Item
    index = parent
  }
  heap[index] = item
}

function takeFirst (heap: Item[]): Item {
  const first = heap[0] as Item
  const last = heap.pop() as Item
  if (last === first) return first
  let index = 0
  for (let child = 1; child < heap.length; child = 2 * index + 1) {
    if (child + 1 < heap.length && compare(heap[child + 1] as Item, heap[child] as Item) < 0) child++
    if (compare(last, heap[child] as Item) < 0) break
    heap[index] = heap[child] as Item
    index = child
  }
  heap[index] = last
  return first
}
