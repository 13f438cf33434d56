/** A button that copies a text to the clipboard. */
import { html, type TemplateResult } from 'lit-html'

/** How long the button shows whether it worked, in ms. */
const feedbackTime = 1500

/**
 * Render the button.
 *
 * @param label - its accessible name
 */
export function copyButton (text: string, label: string): TemplateResult {
  async function copy ({ currentTarget }: Event) {
    const button = currentTarget as HTMLElement
    button.dataset.state = await write(text) ? 'copied' : 'failed'
    setTimeout(() => { delete button.dataset.state }, feedbackTime)
  }
  return html`<button class="copy" aria-label=${label} @click=${copy}></button>`
}

/** Return whether it worked. `navigator.clipboard` exists on localhost and over https only. */
async function write (text: string): Promise<boolean> {
  if (navigator.clipboard) return await navigator.clipboard.writeText(text).then(() => true, () => false)
  const field = document.body.appendChild(document.createElement('textarea'))
  field.value = text
  field.select()
  const done = document.execCommand('copy')
  field.remove()
  return done
}
