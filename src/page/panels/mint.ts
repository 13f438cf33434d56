/** The region `Mint`: a form that mints tokens, and the response as an application gets it. */
import { html, type TemplateResult } from 'lit-html'
import type { Actions } from '../actions.ts'
import type { Minted, State } from '../store.ts'
import { copyButton } from './copy.ts'
import { resultText } from './result.ts'

/** How many tokens of a response are shown. */
const maxTokens = 100

/** Render the region. */
export function mintPanel ({ minted }: State, actions: Actions): TemplateResult {
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
        <p id="ids-hint" class="hint">One per line, or separated by commas. Magic ids, for example <code>fake:expired</code>, work too.</p>
        <div class="buttons">
          <button class="main">Mint tokens</button>
          ${minted === 'pending' ? html`<button type="button" @click=${actions.cancelMint}>Cancel</button>` : ''}
        </div>
      </form>
      <div class="answer" aria-live="polite">${minted === undefined ? '' : minted === 'pending' ? 'Waiting …' : response(minted)}</div>
    </section>`
}

function response (minted: Minted): TemplateResult {
  const { tokens } = minted
  return html`
    <p>${resultText(minted)}</p>
    <ul class="tokens">${tokens.slice(0, maxTokens).map(({ token, expires, partner_user_id: user }, index) => html`
      <li>
        <span class="user">${user}</span> ${copyButton(token, `Copy token ${index + 1} of ${tokens.length}`)}
        <code>${token}</code>
        <small>expires ${expires}</small>
      </li>`)}
    </ul>
    ${tokens.length > maxTokens ? html`<p class="hint">and ${tokens.length - maxTokens} more</p>` : ''}`
}
