/** The region `Catalogue`: every outcome with a button that provokes it, and the behaviours. */
import { html, type TemplateResult } from 'lit-html'
import type { RequestExample } from '../../resources/example.ts'
import type { Behaviour, Outcome } from '../../vendor/catalogue-schema.ts'
import type { Actions } from '../actions.ts'
import type { CallResult, State } from '../store.ts'
import { resultText, toneOf } from './result.ts'

const columns = ['Status', 'Reason', 'When', 'How to provoke', 'Basis', 'Try']

/** Render the region. */
export function cataloguePanel ({ outcomes, behaviours, tried }: State, actions: Actions): TemplateResult {
  return html`
    <section aria-labelledby="catalogue-heading" class="catalogue">
      <h2 id="catalogue-heading">Catalogue <small>${outcomes.length}</small></h2>
      <p class="hint">Every outcome of the fake and how to provoke it. The basis says how we know that sFOX's API behaves the same:
        documented, observed or assumed. <q>Try</q> sends real requests to this world.</p>
      <div class="scroll" tabindex="0" role="group" aria-label="Scrollable catalogue">
        <table aria-label="Outcomes" role="table" class="outcomes">
          <thead role="rowgroup">
            <tr role="row">${columns.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}</tr>
          </thead>
          <tbody role="rowgroup">${outcomes.map((outcome, index) =>
            outcomeRow(outcome, index, tried.get(index), () => actions.try(index, outcome.provoke)))}</tbody>
        </table>
        ${outcomes.length === 0 ? html`<p class="empty">Enter a key to load the catalogue.</p>` : ''}
      </div>
      <details>
        <summary>Behaviours <small>${behaviours.length}</small></summary>
        <div class="scroll" tabindex="0" role="group" aria-label="Scrollable behaviours">
          <table aria-label="Behaviours" class="behaviours">
            <thead><tr><th scope="col">Name</th><th scope="col">Value</th><th scope="col">Basis</th></tr></thead>
            <tbody>${behaviours.map(behaviourRow)}</tbody>
          </table>
        </div>
      </details>
    </section>`
}

function outcomeRow (
  outcome: Outcome, index: number, result: CallResult | 'pending' | undefined, tryIt: () => void
): TemplateResult {
  const { status, reason, when, source, note, provoke } = outcome
  return html`
    <tr role="row">
      <td role="cell" class=${toneOf(status)}>${status ?? 'cut'}</td>
      <td role="cell">${reason}</td>
      <td role="cell" id=${`outcome-${index}`} title=${note}>${when}</td>
      <td role="cell">${ways(provoke)}</td>
      <td role="cell" title=${source}>${basisText(outcome)}</td>
      <td role="cell"><button aria-label="Try ${index + 1}: ${status ?? 'cut'} ${reason}" aria-describedby=${`outcome-${index}`}
        @click=${tryIt}>Try</button>
        <div aria-live="polite">${result === undefined ? '' : result === 'pending' ? '…' : resultText(result)}</div></td>
    </tr>`
}

function behaviourRow (behaviour: Behaviour): TemplateResult {
  const { name, value, source, note } = behaviour
  return html`
    <tr><th scope="row" title=${note}>${name}</th><td><code>${JSON.stringify(value)}</code></td>
      <td title=${source}>${basisText(behaviour)}</td></tr>`
}

/** Describe how something is known, in the words of the documents (vendor/provenance.ts). */
function basisText (row: Outcome | Behaviour): string {
  const { basis, observed } = row
  if (observed) return `observed ${observed.date} at ${observed.host}`
  if (basis === 'ours') return 'fake-sfox\'s own'
  const text = 'text_basis' in row ? row.text_basis : null
  return text === null || text === basis ? basis : `status ${basis}, text ${text}`
}

function ways ({ before, request, magic_id: magicId, fault }: Outcome['provoke']): TemplateResult {
  return html`<ul class="ways">
    ${before && html`<li><details><summary>${before.length} requests before</summary>
      <ol>${before.map((step) => html`<li>${requestText(step)}</li>`)}</ol></details></li>`}
    ${request && html`<li>${requestText(request)}</li>`}
    ${magicId && html`<li>magic id <code>${magicId}</code></li>`}
    ${fault && html`<li>fault <code>${JSON.stringify(fault)}</code></li>`}
  </ul>`
}

function requestText ({ method, path, authorization, accept, body, padding }: RequestExample): TemplateResult {
  return html`<code>${method} ${path}</code>
    ${authorization === null ? 'without credentials' : html`with <code>${authorization}</code>`}
    ${accept && html`accepting <code>${accept}</code>`}
    ${body && html`<code>${body}</code>`}
    ${padding && `and ${padding} spaces`}`
}
