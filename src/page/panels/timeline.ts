/** The region `Timeline`: the picture `Token timeline`, and the same as text. */
import { html, type TemplateResult } from 'lit-html'
import type { Entry } from '../../world/journal-schema.ts'
import type { Actions } from '../actions.ts'
import type { State } from '../store.ts'
import { layOut } from '../timeline/layout.ts'
import { lanesOf, totalsOf, type Lane, type MarkKind } from '../timeline/lanes.ts'
import { legendMark, markLabels, picture } from '../timeline/picture.ts'
import { createScale, ranges, spanOf, type Range, type Span } from '../timeline/scale.ts'
import { timelineTable } from '../timeline/table.ts'
import { currentInstant } from '../time.ts'

/** How many users are drawn: those that appeared last. */
const maxLanes = 200

const prepare = memoizeLast((entries: readonly Entry[]) => {
  const all = lanesOf(entries)
  const lanes = all.slice(-maxLanes)
  return { lanes, hidden: all.length - lanes.length, totals: totalsOf(all), layout: layOut(lanes) }
})

/** Render the region. */
export function timelinePanel ({ entries, clock, range, asText }: State, actions: Actions): TemplateResult {
  const { lanes, hidden, totals, layout } = prepare(entries)
  const now = clock === undefined ? 0 : currentInstant(clock, performance.now())
  const labels = Object.entries(markLabels) as Array<[MarkKind, string]>
  return html`
    <section aria-labelledby="timeline-heading">
      <h2 id="timeline-heading">Timeline</h2>
      <div class="tools">
        <ul class="legend">
          <li><span class="bar"></span>valid</li><li><span class="bar over"></span>expired</li>
          ${labels.map(([kind, label]) => html`<li>${legendMark(kind)}${label}</li>`)}
        </ul>
        <label for="range">Range</label>
        <select id="range" @change=${({ target }: Event) => actions.setRange((target as HTMLSelectElement).value as Range)}>
          ${Object.keys(ranges).map((name) => html`<option ?selected=${name === range}>${name}</option>`)}
        </select>
      </div>
      <div class="scroll" tabindex="0" role="group" aria-label="Scrollable timeline">
        <div class="timeline" role="img" aria-label="Token timeline" aria-describedby="timeline-summary">
          ${lanes.length === 0 ? '' : picture(layout, createScale(spanOf(range, extentOf(lanes, now), now)), now)}
        </div>
        ${lanes.length === 0 ? html`<p class="empty">No tokens yet. Each user will have a line here.</p>` : ''}
      </div>
      <p id="timeline-summary" class="hint">
        ${count(totals.users, 'user')}, ${count(totals.tokens, 'token')}, ${count(totals.use, 'use')},
        ${totals.late} after expiry, ${totals.refused} refused, ${count(totals.fault, 'fault')}.
        ${hidden > 0 ? `The latest ${maxLanes} users are drawn.` : ''} Times are in UTC.
      </p>
      <details ?open=${asText} @toggle=${({ target }: Event) => actions.showText((target as HTMLDetailsElement).open)}>
        <summary>Timeline as text</summary>
        ${asText ? timelineTable(lanes, now) : ''}
      </details>
    </section>`
}

function count (number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** Return the span of all lifetimes, all marks and the present. */
function extentOf (lanes: readonly Lane[], now: number): Span {
  let [from, to] = [now, now]
  const include = (instant: number) => { [from, to] = [Math.min(from, instant), Math.max(to, instant)] }
  for (const { lifetimes, marks } of lanes) {
    for (const { minted, expires } of lifetimes) [minted, expires].forEach(include)
    for (const { at } of [marks, ...lifetimes.map((lifetime) => lifetime.marks)].flat()) include(at)
  }
  return { from, to }
}

/** Cache the last result of a function: the page renders with every tick of the clock. */
function memoizeLast<Input, Result> (compute: (input: Input) => Result): (input: Input) => Result {
  let last: { input: Input, result: Result } | undefined
  return (input) => {
    if (last?.input !== input) last = { input, result: compute(input) }
    return last.result
  }
}
