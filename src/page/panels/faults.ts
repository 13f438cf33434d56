/** The region `Faults`: a form that adds a fault, and the list of faults. */
import { html, type TemplateResult } from 'lit-html'
import { repeat } from 'lit-html/directives/repeat.js'
import type { Fault } from '../../world/fault-schema.ts'
import type { Actions } from '../actions.ts'
import type { State } from '../store.ts'

/** The choices of the field `Effect`. */
const effects: Record<string, object> = {
  'Status 503': { status: 503 },
  'Status 500': { status: 500 },
  'Status 429': { status: 429 },
  'Status 422': { status: 422 },
  'Status 404': { status: 404 },
  'Status 403': { status: 403 },
  'Status 401': { status: 401 },
  'Delay 2 s': { delay: '2s' },
  'Delay 10 s': { delay: '10s' },
  'Connection reset': { connection: 'reset' },
  'Connection hangs': { connection: 'hang' },
  'Body truncated': { connection: 'truncate' },
  'Body garbage': { connection: 'garbage' }
}

/** Render the region. */
export function faultsPanel ({ faults }: State, actions: Actions): TemplateResult {
  function submit (event: SubmitEvent) {
    event.preventDefault()
    const { elements } = event.target as HTMLFormElement
    const { value: effect } = elements.namedItem('effect') as HTMLSelectElement
    const { value: times } = elements.namedItem('times') as HTMLInputElement
    actions.addFault(effects[effect] as object, times === '' ? null : Number(times))
  }
  return html`
    <section aria-labelledby="faults-heading">
      <h2 id="faults-heading">Faults</h2>
      <form class="row" @submit=${submit}>
        <div>
          <label for="effect">Effect</label>
          <select id="effect" name="effect">${Object.keys(effects).map((name) => html`<option>${name}</option>`)}</select>
        </div>
        <div>
          <label for="times">Times</label>
          <input id="times" name="times" type="number" min="1" value="1" aria-describedby="times-hint">
        </div>
        <button class="main">Add fault</button>
      </form>
      <p id="times-hint" class="hint">Applies to the next requests of your application. Leave empty for no limit.</p>
      <ul class="list">${repeat(faults, ({ id }) => id, (fault) => html`
        <li class=${fault.times !== null && fault.hits >= fault.times ? 'over' : ''}>
          <span>${describe(fault)}</span>
          <small>${fault.hits} ${fault.times === null ? 'hits, no limit' : `of ${fault.times} hits`}</small>
          <button aria-label="Remove ${fault.id}" @click=${() => actions.removeFault(fault.id)}>Remove</button>
        </li>`)}
      </ul>
      ${faults.length === 0 ? html`<p class="empty">No faults.</p>` : ''}
    </section>`
}

/** Describe a fault in full, with the conditions that this page cannot set. */
function describe ({ id, match, when, delay, status, connection, after, probability }: Fault): string {
  const delayText = typeof delay === 'object' ? `${delay.min} to ${delay.max}` : delay
  const effect = [delayText === undefined ? [] : `delay ${delayText}`, status ?? [], connection ?? []].flat().join(', ')
  const matched = [match?.method ?? [], match?.path ?? [], match?.user_id ?? []].flat().join(' ')
  const conditions = [
    when === 'after' && 'once the call is carried out',
    matched && `for ${matched}`, after > 0 && `after ${after}`, probability < 1 && `with probability ${probability}`
  ]
  return [`${id}: ${effect}`, ...conditions].filter(Boolean).join(' ')
}
