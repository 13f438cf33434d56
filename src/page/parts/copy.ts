/** A button that copies. */
import { html, type TemplateResult } from '../lit-html/lit-html.js'

/** How long a button says that it has copied, in ms. */
const moment = 1500

/**
 * Describes the button.
 *
 * @param text - what to copy
 * @param label - its accessible name
 * @returns the button
 */
export function copyButton (text: string, label: string): TemplateResult {
  async function copy ({ currentTarget }: Event) {
    const button = currentTarget as HTMLElement
    button.dataset.state = await write(text) ? 'copied' : 'failed'
    setTimeout(() => { delete button.dataset.state }, moment)
  }
  return html`<button class="copy" aria-label=${label} @click=${copy}></button>`
}

/** Browsers have a clipboard for pages of localhost and of https only; elsewhere there is the old way. */
async function write (text: string): Promise<boolean> {
  if (navigator.clipboard) return await navigator.clipboard.writeText(text).then(() => true, () => false)
  const field = document.body.appendChild(document.createElement('textarea'))
  field.value = text
  field.select()
  const done = document.execCommand('copy')
  field.remove()
  return done
}
