/** Where each lane and each token lies, in px from the top: tokens whose lives overlap lie below one another. */
import type { Lane, Life } from './lanes.ts'

/** Height of a token's bar with what is between two of them. */
export const trackHeight = 14

/** What is between two lanes. */
const gap = 10

/** How many bars may lie below one another; what comes on top is drawn over the last of them. */
const mostTracks = 6

/** A lane in its place. */
export interface PlacedLane {
  lane: Lane
  top: number
  height: number
  /** Each token's life, and the middle of its bar. */
  lives: Array<{ life: Life, y: number }>
  /** The middle of the marks that belong to no token, which have a track of their own. */
  marksY: number
}

/** The lanes in their places. */
export interface Layout {
  lanes: PlacedLane[]
  height: number
}

/**
 * Puts lanes in their places.
 *
 * @param lanes - in the order in which they are shown
 * @returns the places
 */
export function layOut (lanes: readonly Lane[]): Layout {
  let top = 0
  const placed = lanes.map((lane): PlacedLane => {
    const tracks = tracksOf(lane.lives)
    const used = tracks.reduce((most, track) => Math.max(most, track + 1), 0)
    const y = (track: number) => place.top + gap / 2 + (track + 0.5) * trackHeight
    const place = { top, height: (used + (lane.marks.length > 0 ? 1 : 0)) * trackHeight + gap }
    top += place.height
    const lives = lane.lives.map((life, index) => ({ life, y: y(tracks[index] as number) }))
    return { lane, ...place, lives, marksY: y(used) }
  })
  return { lanes: placed, height: top }
}

/** For each life the first track that is free by its begin. */
function tracksOf (lives: readonly Life[]): number[] {
  const ends: number[] = []
  return lives.map(({ minted, expires }) => {
    const free = ends.findIndex((end) => end <= minted)
    const track = free >= 0 ? free : Math.min(ends.length, mostTracks - 1)
    ends[track] = Math.max(ends[track] ?? 0, expires)
    return track
  })
}
