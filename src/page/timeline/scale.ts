/** Where an instant stands in the picture: from 0 to 100 per cent of its width. All instants and lengths are in ms. */
import { toIso } from '../time.ts'

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000] as const

/** Lengths between two lines of the axis, as people count time. */
const steps = [
  1, 2, 5, 10, 20, 50, 100, 200, 500,
  ...[1, 2, 5, 10, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 30, 90, 365, 3650].map((count) => count * day)
]

/** How many parts the axis may have. */
const mostParts = 6

/** From when to when the picture goes. */
export interface Span {
  from: number
  to: number
}

/** The axis of a picture. */
export interface Scale extends Span {
  /** Instants that have a line of their own. */
  lines: Array<{ at: number, label: string }>
  /** Per cent of the width, kept a little beyond either edge where it lies outside. */
  place: (instant: number) => number
}

/** What can be looked at: everything, or so much time around the present. */
export const ranges = { All: undefined, '1 day': day, '1 hour': hour, '5 minutes': 5 * minute } as const

/** The name of a range. */
export type Range = keyof typeof ranges

/**
 * Finds the span that shows a range.
 *
 * @param range - what to look at
 * @param all - the earliest and the latest instant that there is anything to show of
 * @param now - the present
 * @returns the span
 */
export function spanOf (range: Range, all: Span, now: number): Span {
  const length = ranges[range]
  return length === undefined ? all : { from: now - length / 2, to: now + length / 2 }
}

/**
 * Makes the axis of a span. It begins and ends at lines, so that it stands still while the present moves on.
 *
 * @param span - what has to be on it
 * @returns see Scale
 */
export function createScale (span: Span): Scale {
  const wanted = Math.max(span.to - span.from, 1)
  const step = steps.find((length) => wanted / length <= mostParts) ?? Math.ceil(wanted / mostParts)
  const from = Math.floor(span.from / step) * step
  const to = Math.max(Math.ceil(span.to / step), span.from / step + 1) * step
  const instants = Array.from({ length: Math.round((to - from) / step) }, (_, index) => from + index * step)
  return {
    from,
    to,
    lines: instants.map((at) => ({ at, label: labelOf(at, step) })),
    place: (instant) => Math.min(Math.max((instant - from) / (to - from) * 100, -5), 105)
  }
}

/** The day where lines are days apart, else the time, as far as lines differ in it. */
function labelOf (at: number, step: number): string {
  const iso = toIso(at)
  if (step >= day) return iso.slice(0, 10)
  if (step >= minute) return at % day === 0 ? iso.slice(0, 10) : iso.slice(11, 16)
  return iso.slice(11, step >= second ? 19 : 23)
}
