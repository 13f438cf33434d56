/** The timeline as a table, for screen readers and for people who prefer text. */
import { html, type TemplateResult } from 'lit-html'
import { formatDuration, formatInstant } from '../time.ts'
import type { Lane, Lifetime, Mark, MarkKind } from './lanes.ts'

/** Render a row for each token, and one for the requests of a user without a token. */
export function timelineTable (lanes: readonly Lane[], now: number): TemplateResult {
  return html`
    <div class="scroll" tabindex="0" role="group" aria-label="Scrollable table">
      <table aria-label="Timeline as text">
        <thead>
          <tr><th scope="col">User</th><th scope="col">Token</th><th scope="col">Minted</th><th scope="col">Expires</th>
            <th scope="col">State</th><th scope="col">Uses</th><th scope="col">After expiry</th><th scope="col">Refused</th>
            <th scope="col">Faults</th></tr>
        </thead>
        <tbody>${lanes.map(({ user = 'no user', lifetimes, marks }) => html`
          ${lifetimes.map((lifetime) => html`
            <tr><th scope="row">${user}</th>${lifetimeCells(lifetime, now)}${markCells(lifetime.marks)}</tr>`)}
          ${marks.length > 0 ? html`<tr><th scope="row">${user}</th><td colspan="4">without a token</td>${markCells(marks)}</tr>` : ''}`)}
        </tbody>
      </table>
    </div>`
}

function lifetimeCells ({ token, minted, mintKnown, expires }: Lifetime, now: number): TemplateResult {
  return html`<td>${token}</td><td>${mintKnown ? formatInstant(minted) : 'before the journal begins'}</td>
    <td>${formatInstant(expires)}</td>
    <td>${expires <= now ? `expired ${formatDuration(now - expires)} ago` : `valid for ${formatDuration(expires - now)}`}</td>`
}

function markCells (marks: Mark[]): TemplateResult {
  const count = (kind: MarkKind) => marks.filter((mark) => mark.kind === kind).length
  return html`<td>${count('use')}</td><td>${count('late')}</td><td>${count('refused')}</td><td>${count('fault')}</td>`
}
