/** Minting by hand, with the answer as an application would get it. */
import type { Actions } from '../actions.ts'
import { html, type TemplateResult } from '../lit-html/lit-html.js'
import type { Minted, State } from '../state.ts'
import { copyButton } from './copy.ts'
import { outcomeText } from './outcome.ts'

/** How many tokens are shown; an answer may hold as many as one likes. */
const mostTokens = 100

/**
 * Describes minting.
 *
 * @param state - what the page knows
 * @param actions - what can be done
 * @returns the part, to be rendered
 */
export function mint ({ minted }: State, actions: Actions): TemplateResult {
  function submit (event: SubmitEvent) {
    event.preventDefault()
    const { value } = (event.target as HTMLFormElement).elements.namedItem('ids') as HTMLTextAreaElement
    actions.mint(value.split(/[\n,]/).map((id) => id.trim()).filter((id) => id !== ''))
  }
  return html`
    <section aria-labelledby="mint-heading">
      <h2 id="mint-heading">Mint</h2>
      <form @submit=${submit}>
        <label for="ids">User ids</label>
        <textarea id="ids" name="ids" rows="3" spellcheck="false" autocapitalize="off" aria-describedby="ids-hint">user-1</textarea>
        <p id="ids-hint" class="hint">One a line, or commas between. Magic ids such as <code>fake:expired</code> work too.</p>
        <div class="buttons">
          <button class="main">Mint tokens</button>
          ${minted === 'pending' ? html`<button type="button" @click=${actions.giveUpMint}>Give up</button>` : ''}
        </div>
      </form>
      <div class="answer" aria-live="polite">${minted === undefined ? '' : minted === 'pending' ? 'Waiting …' : answer(minted)}</div>
    </section>`
}

function answer (minted: Minted): TemplateResult {
  const { tokens } = minted
  return html`
    <p>${outcomeText(minted)}</p>
    <ul class="tokens">${tokens.slice(0, mostTokens).map(({ token, expires, partner_user_id: user }, index) => html`
      <li>
        <span class="user">${user}</span> ${copyButton(token, `Copy token ${index + 1} of ${tokens.length}`)}
        <code>${token}</code>
        <small>expires ${expires}</small>
      </li>`)}
    </ul>
    ${tokens.length > mostTokens ? html`<p class="hint">and ${tokens.length - mostTokens} more</p>` : ''}`
}
