/** Model of the rate limits: a number of requests within a sliding window, or a penalty. */

const limits = {
  all: { requests: 250, window: 10_000, penalty: 60_000 },
  balance: { requests: 5, window: 10_000, penalty: 10_000 }
}

/** The counters of one world. */
export class Limits {
  private counts = new Map<string, { taken: number[], penaltyEnds: number }>()

  /**
   * Counts a request, and returns the ms to wait if there were too many. `who` is the user if the limit is per user.
   */
  waitFor (name: keyof typeof limits, now: number, who = ''): number | undefined {
    const { requests, window, penalty } = limits[name]
    const count = this.counts.get(name + who) ?? { taken: [], penaltyEnds: 0 }
    this.counts.set(name + who, count)

    const left = count.penaltyEnds - now
    if (left > 0 && left <= penalty) return left
    const age = now - (count.taken.at(-requests) ?? -Infinity)
    if (age < 0 || age >= window) {
      count.taken.push(now)
      return undefined
    }
    count.penaltyEnds = now + penalty
    return penalty
  }
}
