/** Every outcome that the fake can give, and a button that tries it. */
import type { Outcome, RequestExample } from '../../schemas/catalog.ts'
import type { Actions } from '../actions.ts'
import { html, type TemplateResult } from '../lit-html/lit-html.js'
import type { Outcoming, State } from '../state.ts'
import { outcomeText, toneOf } from './outcome.ts'

const columns = ['Status', 'Reason', 'When', 'By', 'sFOX', 'Try']

/**
 * Describes the catalogue.
 *
 * @param state - what the page knows
 * @param actions - what can be done
 * @returns the part, to be rendered
 */
export function catalogue ({ outcomes, tried }: State, actions: Actions): TemplateResult {
  return html`
    <section aria-labelledby="catalogue-heading" class="catalogue">
      <h2 id="catalogue-heading">Catalogue <small>${outcomes.length}</small></h2>
      <p class="hint">Every outcome that the fake can give, and how to get it. Trying one is a real call, in this world.</p>
      <div class="scroll" tabindex="0" role="group" aria-label="Scrollable catalogue">
        <table aria-label="Outcomes" role="table" class="outcomes">
          <thead role="rowgroup">
            <tr role="row">${columns.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}</tr>
          </thead>
          <tbody role="rowgroup">${outcomes.map((outcome, place) => row(outcome, place, tried.get(place), () => actions.try(place, outcome.provoke)))}</tbody>
        </table>
        ${outcomes.length === 0 ? html`<p class="empty">It is read once the fake has taken a key.</p>` : ''}
      </div>
    </section>`
}

function row (
  outcome: Outcome, place: number, came: Outcoming | 'pending' | undefined, tryIt: () => void
): TemplateResult {
  const { status, reason, when, documented, source, note, provoke } = outcome
  return html`
    <tr role="row">
      <td role="cell" class=${toneOf(status)}>${status ?? 'cut'}</td>
      <td role="cell">${reason}</td>
      <td role="cell" id=${`outcome-${place}`} title=${note}>${when}</td>
      <td role="cell">${ways(provoke)}</td>
      <td role="cell" title=${source}>${documented ? 'documented' : 'not documented'}</td>
      <td role="cell"><button aria-label="Try ${place + 1}: ${status ?? 'cut'} ${reason}" aria-describedby=${`outcome-${place}`}
        @click=${tryIt}>Try</button>
        <div aria-live="polite">${came === undefined ? '' : came === 'pending' ? '…' : outcomeText(came)}</div></td>
    </tr>`
}

function ways ({ before, request, magic_id: magicId, fault }: Outcome['provoke']): TemplateResult {
  return html`<ul class="ways">
    ${before && html`<li><details><summary>${before.length} requests before</summary>
      <ol>${before.map((step) => html`<li>${example(step)}</li>`)}</ol></details></li>`}
    ${request && html`<li>${example(request)}</li>`}
    ${magicId && html`<li>magic id <code>${magicId}</code></li>`}
    ${fault && html`<li>fault <code>${JSON.stringify(fault)}</code></li>`}
  </ul>`
}

function example ({ method, path, authorization, accept, body, padding }: RequestExample): TemplateResult {
  return html`<code>${method} ${path}</code>
    ${authorization === null ? 'without credentials' : html`with <code>${authorization}</code>`}
    ${accept && html`accepting <code>${accept}</code>`}
    ${body && html`<code>${body}</code>`}
    ${padding && `and ${padding} spaces`}`
}
