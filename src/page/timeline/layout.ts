/** The vertical layout of the timeline, in px. Tokens with overlapping lifetimes are drawn below one another. */
import type { Lane, Lifetime } from './lanes.ts'

/** The height of a token's bar and the space around it. */
export const trackHeight = 14

/** The space between two lanes. */
const gap = 10

/** How many tracks a lane may have. The bars of further tokens overlap in the last one. */
const maxTracks = 6

export interface PlacedLane {
  lane: Lane
  top: number
  height: number
  /** Each lifetime with the vertical middle of its bar. */
  lifetimes: Array<{ lifetime: Lifetime, y: number }>
  /** The vertical middle of the marks without a token, which have their own track. */
  marksY: number
}

export interface Layout {
  lanes: PlacedLane[]
  height: number
}

/** Place lanes below one another. */
export function layOut (lanes: readonly Lane[]): Layout {
  let top = 0
  const placed = lanes.map((lane): PlacedLane => {
    const tracks = assignTracks(lane.lifetimes)
    const used = tracks.reduce((most, track) => Math.max(most, track + 1), 0)
    const y = (track: number) => place.top + gap / 2 + (track + 0.5) * trackHeight
    const place = { top, height: (used + (lane.marks.length > 0 ? 1 : 0)) * trackHeight + gap }
    top += place.height
    const lifetimes = lane.lifetimes.map((lifetime, index) => ({ lifetime, y: y(tracks[index] as number) }))
    return { lane, ...place, lifetimes, marksY: y(used) }
  })
  return { lanes: placed, height: top }
}

/** Return, for each lifetime, the first track that is free when it begins. */
function assignTracks (lifetimes: readonly Lifetime[]): number[] {
  const ends: number[] = []
  return lifetimes.map(({ minted, expires }) => {
    const free = ends.findIndex((end) => end <= minted)
    const track = free >= 0 ? free : Math.min(ends.length, maxTracks - 1)
    ends[track] = Math.max(ends[track] ?? 0, expires)
    return track
  })
}
