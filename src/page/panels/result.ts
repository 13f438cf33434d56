/** The result of a call, on one line. */
import { html, type TemplateResult } from 'lit-html'
import type { CallResult } from '../store.ts'

/** Return the CSS class that colours a status; null means that there was no complete response. */
export const toneOf = (status: number | null): string => status !== null && status < 400 ? 'good' : 'bad'

/** Render status, reason and text. */
export function resultText ({ status, reason, text }: CallResult): TemplateResult {
  return html`<strong class=${toneOf(status)}>${status ?? 'cut'}</strong> ${reason ?? ''} <span>${text}</span>`
}
