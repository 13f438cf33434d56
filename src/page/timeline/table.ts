/** The timeline for those who cannot see it, or would rather read. */
import { html, type TemplateResult } from '../lit-html/lit-html.js'
import { inFull, inWords } from '../time.ts'
import type { Lane, Life, Mark, MarkKind } from './lanes.ts'

/**
 * Describes the table: a line for each token, and one for what happened to a user without one.
 *
 * @param lanes - the lanes
 * @param now - the present
 * @returns the table
 */
export function timelineTable (lanes: readonly Lane[], now: number): TemplateResult {
  return html`
    <div class="scroll" tabindex="0" role="group" aria-label="Scrollable table">
      <table aria-label="Timeline as text">
        <thead>
          <tr><th scope="col">User</th><th scope="col">Token</th><th scope="col">Minted</th><th scope="col">Expires</th>
            <th scope="col">State</th><th scope="col">Uses</th><th scope="col">After expiry</th><th scope="col">Refused</th>
            <th scope="col">Faults</th></tr>
        </thead>
        <tbody>${lanes.map(({ user = 'no user', lives, marks }) => html`
          ${lives.map((life) => html`<tr><th scope="row">${user}</th>${lifeCells(life, now)}${markCells(life.marks)}</tr>`)}
          ${marks.length > 0 ? html`<tr><th scope="row">${user}</th><td colspan="4">without a token</td>${markCells(marks)}</tr>` : ''}`)}
        </tbody>
      </table>
    </div>`
}

function lifeCells ({ token, minted, mintKnown, expires }: Life, now: number): TemplateResult {
  return html`<td>${token}</td><td>${mintKnown ? inFull(minted) : 'before the journal begins'}</td><td>${inFull(expires)}</td>
    <td>${expires <= now ? `expired ${inWords(now - expires)} ago` : `valid for ${inWords(expires - now)}`}</td>`
}

function markCells (marks: Mark[]): TemplateResult {
  const count = (kind: MarkKind) => marks.filter((mark) => mark.kind === kind).length
  return html`<td>${count('use')}</td><td>${count('late')}</td><td>${count('refused')}</td><td>${count('fault')}</td>`
}
