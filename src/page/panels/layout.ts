/** The whole page. */
import { html, type TemplateResult } from 'lit-html'
import type { Actions } from '../actions.ts'
import type { State } from '../store.ts'
import { cataloguePanel } from './catalogue.ts'
import { clockPanel } from './clock.ts'
import { faultsPanel } from './faults.ts'
import { pageHeader } from './header.ts'
import { mintPanel } from './mint.ts'
import { requestsPanel } from './requests.ts'
import { timelinePanel } from './timeline.ts'

/** Render the page. Each panel renders a part of the state, and calls the actions. */
export function pageLayout (state: State, actions: Actions): TemplateResult {
  return html`
    ${pageHeader(state, actions)}
    <main>
      <div class="side">
        ${clockPanel(state, actions)}
        ${mintPanel(state, actions)}
        ${faultsPanel(state, actions)}
      </div>
      <div class="wide">
        ${requestsPanel(state, actions)}
        ${timelinePanel(state, actions)}
      </div>
      ${cataloguePanel(state, actions)}
    </main>
    <footer>
      A local stand-in for sFOX's enterprise API. Not affiliated with sFOX.
      <a href="./_fake/openapi.json">OpenAPI document</a>
    </footer>`
}
