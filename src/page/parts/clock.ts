/** The fake's time, and what can be done to it. */
import type { Actions } from '../actions.ts'
import { html, type TemplateResult } from '../lit-html/lit-html.js'
import type { State } from '../state.ts'
import { goneOn, inFull } from '../time.ts'

/**
 * Describes the clock.
 *
 * @param state - what the page knows
 * @param actions - what can be done
 * @returns the part, to be rendered
 */
export function clock ({ clock }: State, actions: Actions): TemplateResult {
  const now = clock && inFull(goneOn(clock, performance.now()))
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
