/** Where the parts of the page stand. */
import type { Actions } from '../actions.ts'
import { html, type TemplateResult } from '../lit-html/lit-html.js'
import type { State } from '../state.ts'
import { catalogue } from './catalogue.ts'
import { clock } from './clock.ts'
import { faults } from './faults.ts'
import { header } from './header.ts'
import { mint } from './mint.ts'
import { requests } from './requests.ts'
import { timeline } from './timeline.ts'

/**
 * Describes the whole page.
 *
 * @param state - what the page knows
 * @param actions - what can be done
 * @returns the page, to be rendered
 */
export function layout (state: State, actions: Actions): TemplateResult {
  return html`
    ${header(state, actions)}
    <main>
      <div class="side">
        ${clock(state, actions)}
        ${mint(state, actions)}
        ${faults(state, actions)}
      </div>
      <div class="wide">
        ${requests(state, actions)}
        ${timeline(state, actions)}
      </div>
      ${catalogue(state, actions)}
    </main>
    <footer>
      A local stand-in for sFOX's enterprise API. Not affiliated with sFOX.
      <a href="./_fake/openapi.json">OpenAPI document</a>
    </footer>`
}
