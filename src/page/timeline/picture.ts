/** The picture of the timeline: one drawing for the names, one for the axis, one for the lanes. */
import { html, svg, type TemplateResult } from 'lit-html'
import { repeat } from 'lit-html/directives/repeat.js'
import { formatDuration, formatInstant } from '../time.ts'
import type { Lifetime, Mark, MarkKind } from './lanes.ts'
import type { Layout, PlacedLane } from './layout.ts'
import type { Scale } from './scale.ts'

/** The shape of each kind of mark, around its centre. Kinds differ in shape as well as in colour. */
const shapes: Record<MarkKind, string> = {
  use: 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z',
  late: 'M0-6 6 0 0 6-6 0z',
  refused: 'M-4.5-4.5 4.5 4.5M4.5-4.5-4.5 4.5',
  fault: 'M0-6 6 5H-6z'
}

/** The labels of the legend, in its order. */
export const markLabels: Record<MarkKind, string> = {
  use: 'use', late: 'use after expiry', refused: 'refused', fault: 'fault'
}

/** Render a mark for the legend. */
export const legendMark = (kind: MarkKind): TemplateResult => html`
  <svg class="sign" viewBox="-8 -8 16 16" aria-hidden="true">${markShape(kind)}</svg>`

const markShape = (kind: MarkKind) => svg`<path class="mark ${kind}" d=${shapes[kind]}></path>`

/** Render the timeline. The element around it has to have an accessible name. */
export function picture ({ lanes, height }: Layout, scale: Scale, now: number): TemplateResult {
  return html`
    <div class="axis"><svg aria-hidden="true">
      ${scale.lines.map(({ at, label }) => svg`<text x=${percent(scale.position(at))} y="12">${label}</text>`)}
    </svg></div>
    <div class="lanes">
      <svg class="names" height=${height} aria-hidden="true">${lanes.map(laneName)}</svg>
      <svg class="plot" height=${height} aria-hidden="true">
        ${lanes.map(({ top, height }, index) => index % 2 === 1
          ? svg``
          : svg`<rect class="stripe" x="0" y=${top} width="100%" height=${height}></rect>`)}
        ${scale.lines.map(({ at }) => verticalLine('grid', scale.position(at)))}
        ${repeat(lanes, ({ lane: { user } }) => user, (lane) => drawLane(lane, scale, now))}
        ${verticalLine('now', scale.position(now), `now: ${formatInstant(now)}`)}
      </svg>
    </div>`
}

const percent = (part: number) => `${Number(part.toFixed(3))}%`

const isVisible = ({ from, to }: Scale, at: number) => at >= from && at <= to

function verticalLine (kind: 'grid' | 'now', position: number, title?: string): TemplateResult<2> {
  const x = percent(position)
  return svg`<line class=${kind} x1=${x} x2=${x} y1="0" y2="100%"><title>${title}</title></line>`
}

function laneName ({ lane: { user }, top }: PlacedLane): TemplateResult<2> {
  return user === undefined
    ? svg`<text class="nobody" x="0" y=${top + 16}>no user</text>`
    : svg`<text x="0" y=${top + 16}>${shorten(user)}<title>${user}</title></text>`
}

/** Shorten a name in the middle: ids often differ only at the end. */
const shorten = (name: string) => name.length > 18 ? `${name.slice(0, 9)}…${name.slice(-8)}` : name

/** Every part has a key, so that the rest is not drawn again when the journal drops its oldest requests. */
function drawLane ({ lane, lifetimes, marksY }: PlacedLane, scale: Scale, now: number): TemplateResult<2> {
  return svg`
    ${repeat(lifetimes, ({ lifetime }) => lifetime.token, ({ lifetime, y }) => drawLifetime(lifetime, y, scale, now))}
    ${repeat(lifetimes, ({ lifetime }) => lifetime.token, ({ lifetime, y }) => drawMarks(lifetime.marks, y, scale))}
    ${drawMarks(lane.marks, marksY, scale)}`
}

function drawLifetime (lifetime: Lifetime, y: number, scale: Scale, now: number): TemplateResult<2> {
  const { minted, mintKnown, expires } = lifetime
  // A token that was minted as expired gets a bar of the minimum width.
  const [from, to] = [scale.position(minted), scale.position(Math.max(expires, minted))]
  return svg`<rect class="life ${expires <= now ? 'over' : ''} ${mintKnown ? '' : 'older'}" y=${y - 4} height="8" rx="3"
    x=${percent(from)} width=${percent(Math.max(to - from, 0.4))}><title>${describe(lifetime, now)}</title></rect>`
}

function describe ({ token, minted, mintKnown, expires }: Lifetime, now: number): string {
  const begin = mintKnown ? `minted ${formatInstant(minted)}` : 'minted before the journal begins'
  const distance = formatDuration(expires - now)
  return `${token}: ${begin}, expires ${formatInstant(expires)} (${expires <= now ? `${distance} ago` : `in ${distance}`})`
}

function drawMarks (marks: Mark[], y: number, scale: Scale): TemplateResult<2> {
  return svg`${repeat(marks.filter(({ at }) => isVisible(scale, at)), ({ id }) => id, ({ at, kind, text }) => svg`
    <svg class="point" x=${percent(scale.position(at))} y=${y}>${markShape(kind)}<title>${text}</title></svg>`)}`
}
