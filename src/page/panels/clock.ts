/** The region `Clock`: the fake's time, and buttons to change it. */
import { html, type TemplateResult } from 'lit-html'
import type { Actions } from '../actions.ts'
import type { State } from '../store.ts'
import { currentInstant, formatInstant } from '../time.ts'

/** Render the region. */
export function clockPanel ({ clock }: State, actions: Actions): TemplateResult {
  const now = clock && formatInstant(currentInstant(clock, performance.now()))
  return html`
    <section aria-labelledby="clock-heading">
      <h2 id="clock-heading">Clock</h2>
      <p class="time">
        <time datetime=${now === undefined ? '' : `${now.replace(' ', 'T')}Z`}>${now ?? '–'}</time>
        ${clock && `UTC, ${clock.frozen ? 'frozen' : 'running'}`}
      </p>
      <div class="buttons">
        <button @click=${() => actions.advance('1h')}>Advance 1 h</button>
        <button @click=${() => actions.advance('24h')}>Advance 24 h</button>
        <button @click=${actions.freeze}>Freeze</button>
        <button @click=${actions.resume}>Resume</button>
        <button @click=${actions.resetClock}>Reset clock</button>
      </div>
    </section>`
}
