/** Every outcome that the fake can give, a button that tries it, and the behaviours; and how each is known. */
import type { Behaviour, Outcome, RequestExample } from '../../schemas/catalog.ts'
import type { Actions } from '../actions.ts'
import { html, type TemplateResult } from '../lit-html/lit-html.js'
import type { Outcoming, State } from '../state.ts'
import { knownAs } from './known.ts'
import { outcomeText, toneOf } from './outcome.ts'

const columns = ['Status', 'Reason', 'When', 'By', 'Known', 'Try']

/**
 * Describes the catalogue.
 *
 * @param state - what the page knows
 * @param actions - what can be done
 * @returns the part, to be rendered
 */
export function catalogue ({ outcomes, behaviours, tried }: State, actions: Actions): TemplateResult {
  return html`
    <section aria-labelledby="catalogue-heading" class="catalogue">
      <h2 id="catalogue-heading">Catalogue <small>${outcomes.length}</small></h2>
      <p class="hint">Every outcome that the fake can give, how to get it, and how it is known that sFOX's API does so: it is documented,
        somebody has observed it, or it is assumed. Trying one is a real call, in this world.</p>
      <div class="scroll" tabindex="0" role="group" aria-label="Scrollable catalogue">
        <table aria-label="Outcomes" role="table" class="outcomes">
          <thead role="rowgroup">
            <tr role="row">${columns.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}</tr>
          </thead>
          <tbody role="rowgroup">${outcomes.map((outcome, place) => row(outcome, place, tried.get(place), () => actions.try(place, outcome.provoke)))}</tbody>
        </table>
        ${outcomes.length === 0 ? html`<p class="empty">It is read once the fake has taken a key.</p>` : ''}
      </div>
      <details>
        <summary>Behaviours <small>${behaviours.length}</small></summary>
        <div class="scroll" tabindex="0" role="group" aria-label="Scrollable behaviours">
          <table aria-label="Behaviours" class="behaviours">
            <thead><tr><th scope="col">Name</th><th scope="col">Value</th><th scope="col">Known</th></tr></thead>
            <tbody>${behaviours.map(behaviourRow)}</tbody>
          </table>
        </div>
      </details>
    </section>`
}

function row (
  outcome: Outcome, place: number, came: Outcoming | 'pending' | undefined, tryIt: () => void
): TemplateResult {
  const { status, reason, when, source, note, provoke } = outcome
  return html`
    <tr role="row">
      <td role="cell" class=${toneOf(status)}>${status ?? 'cut'}</td>
      <td role="cell">${reason}</td>
      <td role="cell" id=${`outcome-${place}`} title=${note}>${when}</td>
      <td role="cell">${ways(provoke)}</td>
      <td role="cell" title=${source}>${knownAs(outcome)}</td>
      <td role="cell"><button aria-label="Try ${place + 1}: ${status ?? 'cut'} ${reason}" aria-describedby=${`outcome-${place}`}
        @click=${tryIt}>Try</button>
        <div aria-live="polite">${came === undefined ? '' : came === 'pending' ? '…' : outcomeText(came)}</div></td>
    </tr>`
}

function behaviourRow (behaviour: Behaviour): TemplateResult {
  const { name, value, source, note } = behaviour
  return html`
    <tr><th scope="row" title=${note}>${name}</th><td><code>${JSON.stringify(value)}</code></td>
      <td title=${source}>${knownAs(behaviour)}</td></tr>`
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
