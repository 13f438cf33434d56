/** The table `Requests`: the journal, newest first. A row opens to the whole entry. */
import { html, type TemplateResult } from 'lit-html'
import { repeat } from 'lit-html/directives/repeat.js'
import type { Entry } from '../../world/journal-schema.ts'
import type { Actions } from '../actions.ts'
import type { State } from '../store.ts'
import { timeOfDay } from '../time.ts'
import { toneOf } from './result.ts'

const columns = ['Time', 'Method', 'Path', 'Status', 'Reason', 'Users']

/** Render the region. */
export function requestsPanel ({ entries, opened }: State, actions: Actions): TemplateResult {
  return html`
    <section aria-labelledby="requests-heading">
      <h2 id="requests-heading">Requests <small>${entries.length}</small></h2>
      <div class="scroll" tabindex="0" role="group" aria-label="Scrollable list">
        <table aria-label="Requests" role="table" class="requests">
          <thead role="rowgroup">
            <tr role="row">${columns.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}</tr>
          </thead>
          <tbody role="rowgroup">${repeat(entries, ({ id }) => id, (entry) => row(entry, opened.has(entry.id), actions))}</tbody>
        </table>
        ${entries.length === 0 ? html`<p class="empty">No requests yet. Mint a token, or point your application here.</p>` : ''}
      </div>
    </section>`
}

function row (entry: Entry, open: boolean, actions: Actions): TemplateResult {
  const { id, at, method, path, status, reason } = entry
  const toggle = () => {
    // Selecting text ends with a click too, and should not open the row.
    if (getSelection()?.isCollapsed !== false) actions.toggleEntry(id)
  }
  return html`
    <tr role="row" class="request" @click=${toggle}>
      <td role="cell"><button class="opener" aria-expanded=${open} title=${at}>${timeOfDay(at)}</button></td>
      <td role="cell">${method}</td>
      <td role="cell" title=${path}>${path}</td>
      <td role="cell" class=${toneOf(status)}>${status ?? 'cut'}</td>
      <td role="cell">${reason}</td>
      <td role="cell" title=${usersOf(entry)}>${usersOf(entry)}</td>
    </tr>
    ${open ? html`<tr role="row" class="entry"><td role="cell" colspan="6"><pre>${JSON.stringify(entry, null, 2)}</pre></td></tr>` : ''}`
}

/** Return the users that a request names; if none, the user of its token. */
function usersOf ({ user_ids: ids, user_count: count, used }: Entry): string {
  if (count === 0) return used?.user_id ?? ''
  return ids.join(', ') + (count > ids.length ? `, … (${count})` : '')
}
