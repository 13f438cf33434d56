/** The time axis: maps instants to positions in per cent of the width. Instants and durations are in ms. */
import { toIso } from '../time.ts'

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000] as const

/** The distances between two lines of the axis, in units that people use. */
const steps = [
  1, 2, 5, 10, 20, 50, 100, 200, 500,
  ...[1, 2, 5, 10, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 30, 90, 365, 3650].map((count) => count * day)
]

/** How many steps may be on the axis. */
const maxSteps = 6

export interface Span {
  from: number
  to: number
}

export interface Scale extends Span {
  /** The vertical lines and their labels. */
  lines: Array<{ at: number, label: string }>
  /** Return the position of an instant in per cent: from -5 to 105, so that it is visible whether it lies outside. */
  position: (instant: number) => number
}

/** The choices of the field `Range`: everything, or a duration around the present. */
export const ranges = { All: undefined, '1 day': day, '1 hour': hour, '5 minutes': 5 * minute } as const

export type Range = keyof typeof ranges

/**
 * Return the span that a range shows.
 *
 * @param all - the span of everything that there is to show
 */
export function spanOf (range: Range, all: Span, now: number): Span {
  const length = ranges[range]
  return length === undefined ? all : { from: now - length / 2, to: now + length / 2 }
}

/** Create an axis that includes a span. It begins and ends at lines, so that it does not move with the present. */
export function createScale (span: Span): Scale {
  const length = Math.max(span.to - span.from, 1)
  const step = steps.find((step) => length / step <= maxSteps) ?? Math.ceil(length / maxSteps)
  const from = Math.floor(span.from / step) * step
  const to = Math.max(Math.ceil(span.to / step), span.from / step + 1) * step
  const instants = Array.from({ length: Math.round((to - from) / step) }, (_, index) => from + index * step)
  return {
    from,
    to,
    lines: instants.map((at) => ({ at, label: labelOf(at, step) })),
    position: (instant) => Math.min(Math.max((instant - from) / (to - from) * 100, -5), 105)
  }
}

/** Return the date at midnight and if lines are days apart, otherwise the time, as precisely as the step needs. */
function labelOf (at: number, step: number): string {
  const iso = toIso(at)
  if (step >= day) return iso.slice(0, 10)
  if (step >= minute) return at % day === 0 ? iso.slice(0, 10) : iso.slice(11, 16)
  return iso.slice(11, step >= second ? 19 : 23)
}
