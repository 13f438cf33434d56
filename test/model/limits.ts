/** The limits on requests, as the model has them: so many within a window that slides, else a penalty. */

const limits = {
  all: { requests: 250, window: 10_000, penalty: 60_000 },
  balance: { requests: 5, window: 10_000, penalty: 10_000 }
}

/** What one world has counted. */
export class Limits {
  private counts = new Map<string, { taken: number[], penaltyEnds: number }>()

  /** Counts a request; ms to wait where there were too many. `who` is the user where each has a limit of its own. */
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
