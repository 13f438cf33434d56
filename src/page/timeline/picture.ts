/** The picture: one drawing for the names at the left, one for the axis, one for the lanes. */
import { html, svg, type TemplateResult } from '../lit-html/lit-html.js'
import { repeat } from '../lit-html/directives/repeat.js'
import { inFull, inWords } from '../time.ts'
import type { Life, Mark, MarkKind } from './lanes.ts'
import type { Layout, PlacedLane } from './layout.ts'
import type { Scale } from './scale.ts'

/** How each kind of mark is drawn, around the point where it happened; told apart by form as well as by colour. */
const shapes: Record<MarkKind, string> = {
  use: 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z',
  late: 'M0-6 6 0 0 6-6 0z',
  refused: 'M-4.5-4.5 4.5 4.5M4.5-4.5-4.5 4.5',
  fault: 'M0-6 6 5H-6z'
}

/** What each kind of mark means, in the order in which they are explained. */
export const meanings: Record<MarkKind, string> = {
  use: 'use', late: 'use after expiry', refused: 'refused', fault: 'fault'
}

/**
 * Draws a mark by itself, as the legend shows it.
 *
 * @param kind - which
 * @returns the drawing
 */
export const markSign = (kind: MarkKind): TemplateResult => html`
  <svg class="sign" viewBox="-8 -8 16 16" aria-hidden="true">${mark(kind)}</svg>`

const mark = (kind: MarkKind) => svg`<path class="mark ${kind}" d=${shapes[kind]}></path>`

/**
 * Draws the timeline.
 *
 * @param layout - the lanes in their places
 * @param scale - the axis
 * @param now - the present
 * @returns the drawing, to be put into an element that says what it is
 */
export function picture ({ lanes, height }: Layout, scale: Scale, now: number): TemplateResult {
  return html`
    <div class="axis"><svg aria-hidden="true">
      ${scale.lines.map(({ at, label }) => svg`<text x=${percent(scale.place(at))} y="12">${label}</text>`)}
    </svg></div>
    <div class="lanes">
      <svg class="names" height=${height} aria-hidden="true">${lanes.map(laneName)}</svg>
      <svg class="plot" height=${height} aria-hidden="true">
        ${lanes.map(({ top, height }, index) => index % 2 === 1
          ? svg``
          : svg`<rect class="stripe" x="0" y=${top} width="100%" height=${height}></rect>`)}
        ${scale.lines.map(({ at }) => verticalLine('grid', scale.place(at)))}
        ${repeat(lanes, ({ lane: { user } }) => user, (lane) => drawLane(lane, scale, now))}
        ${verticalLine('now', scale.place(now), `now: ${inFull(now)}`)}
      </svg>
    </div>`
}

const percent = (part: number) => `${Number(part.toFixed(3))}%`

const isOn = ({ from, to }: Scale, at: number) => at >= from && at <= to

function verticalLine (kind: 'grid' | 'now', place: number, title?: string): TemplateResult<2> {
  const x = percent(place)
  return svg`<line class=${kind} x1=${x} x2=${x} y1="0" y2="100%"><title>${title}</title></line>`
}

function laneName ({ lane: { user }, top }: PlacedLane): TemplateResult<2> {
  return user === undefined
    ? svg`<text class="nobody" x="0" y=${top + 16}>no user</text>`
    : svg`<text x="0" y=${top + 16}>${short(user)}<title>${user}</title></text>`
}

/** As much of a name as there is room for, its end included, which is what tells ids apart. */
const short = (name: string) => name.length > 18 ? `${name.slice(0, 9)}…${name.slice(-8)}` : name

/** Everything has its key, so that what the journal drops at its begin does not mean to draw the rest anew. */
function drawLane ({ lane, lives, marksY }: PlacedLane, scale: Scale, now: number): TemplateResult<2> {
  return svg`
    ${repeat(lives, ({ life }) => life.token, ({ life, y }) => drawLife(life, y, scale, now))}
    ${repeat(lives, ({ life }) => life.token, ({ life, y }) => drawMarks(life.marks, y, scale))}
    ${drawMarks(lane.marks, marksY, scale)}`
}

function drawLife (life: Life, y: number, scale: Scale, now: number): TemplateResult<2> {
  const { minted, mintKnown, expires } = life
  // One that was minted as expired has a life of no length; it is seen all the same.
  const [from, to] = [scale.place(minted), scale.place(Math.max(expires, minted))]
  return svg`<rect class="life ${expires <= now ? 'over' : ''} ${mintKnown ? '' : 'older'}" y=${y - 4} height="8" rx="3"
    x=${percent(from)} width=${percent(Math.max(to - from, 0.4))}><title>${lifeInWords(life, now)}</title></rect>`
}

function lifeInWords ({ token, minted, mintKnown, expires }: Life, now: number): string {
  const begin = mintKnown ? `minted ${inFull(minted)}` : 'minted before the journal begins'
  const length = inWords(expires - now)
  return `${token}: ${begin}, expires ${inFull(expires)} (${expires <= now ? `${length} ago` : `in ${length}`})`
}

function drawMarks (marks: Mark[], y: number, scale: Scale): TemplateResult<2> {
  return svg`${repeat(marks.filter(({ at }) => isOn(scale, at)), ({ id }) => id, ({ at, kind, what }) => svg`
    <svg class="point" x=${percent(scale.place(at))} y=${y}>${mark(kind)}<title>${what}</title></svg>`)}`
}
