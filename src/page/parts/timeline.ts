/** The token timeline, and the same as text. */
import type { Entry } from '../../schemas/requests.ts'
import type { Actions } from '../actions.ts'
import { html, type TemplateResult } from '../lit-html/lit-html.js'
import type { State } from '../state.ts'
import { layOut } from '../timeline/layout.ts'
import { lanesOf, totalsOf, type Lane, type MarkKind } from '../timeline/lanes.ts'
import { markSign, meanings, picture } from '../timeline/picture.ts'
import { createScale, ranges, spanOf, type Range } from '../timeline/scale.ts'
import { timelineTable } from '../timeline/table.ts'
import { goneOn } from '../time.ts'

/** How many users are drawn, those that turned up last. */
const mostLanes = 200

const prepare = lastResult((entries: readonly Entry[]) => {
  const all = lanesOf(entries)
  const lanes = all.slice(-mostLanes)
  return { lanes, left: all.length - lanes.length, totals: totalsOf(all), layout: layOut(lanes) }
})

/**
 * Describes the timeline.
 *
 * @param state - what the page knows
 * @param actions - what can be done
 * @returns the part, to be rendered
 */
export function timeline ({ entries, clock, range, asText }: State, actions: Actions): TemplateResult {
  const { lanes, left, totals, layout } = prepare(entries)
  const now = clock === undefined ? 0 : goneOn(clock, performance.now())
  const kinds = Object.entries(meanings) as Array<[MarkKind, string]>
  return html`
    <section aria-labelledby="timeline-heading">
      <h2 id="timeline-heading">Timeline</h2>
      <div class="tools">
        <ul class="legend">
          <li><span class="bar"></span>valid</li><li><span class="bar over"></span>expired</li>
          ${kinds.map(([kind, meaning]) => html`<li>${markSign(kind)}${meaning}</li>`)}
        </ul>
        <label for="range">Range</label>
        <select id="range" @change=${({ target }: Event) => actions.look((target as HTMLSelectElement).value as Range)}>
          ${Object.keys(ranges).map((name) => html`<option ?selected=${name === range}>${name}</option>`)}
        </select>
      </div>
      <div class="scroll" tabindex="0" role="group" aria-label="Scrollable timeline">
        <div class="timeline" role="img" aria-label="Token timeline" aria-describedby="timeline-summary">
          ${lanes.length === 0 ? '' : picture(layout, createScale(spanOf(range, extentOf(lanes, now), now)), now)}
        </div>
        ${lanes.length === 0 ? html`<p class="empty">A line for each user will stand here, once there are tokens.</p>` : ''}
      </div>
      <p id="timeline-summary" class="hint">
        ${count(totals.users, 'user')}, ${count(totals.tokens, 'token')}, ${count(totals.use, 'use')},
        ${totals.late} after expiry, ${totals.refused} refused, ${count(totals.fault, 'fault')}.
        ${left > 0 ? `The latest ${mostLanes} are drawn.` : ''} Times are in UTC.
      </p>
      <details ?open=${asText} @toggle=${({ target }: Event) => actions.showText((target as HTMLDetailsElement).open)}>
        <summary>Timeline as text</summary>
        ${asText ? timelineTable(lanes, now) : ''}
      </details>
    </section>`
}

function count (number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}

/** From the first thing that happened to the last token's end. */
function extentOf (lanes: readonly Lane[], now: number) {
  let [from, to] = [now, now]
  const include = (instant: number) => { [from, to] = [Math.min(from, instant), Math.max(to, instant)] }
  for (const { lives, marks } of lanes) {
    for (const { minted, expires } of lives) [minted, expires].forEach(include)
    for (const { at } of [marks, ...lives.map((life) => life.marks)].flat()) include(at)
  }
  return { from, to }
}

/** Keeps the last result, since the page is described anew with every tick of the clock. */
function lastResult<Given, Result> (make: (given: Given) => Result): (given: Given) => Result {
  let last: { given: Given, result: Result } | undefined
  return (given) => {
    if (last?.given !== given) last = { given, result: make(given) }
    return last.result
  }
}
