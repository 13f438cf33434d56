/** What came of a call, in a line. */
import { html, type TemplateResult } from '../lit-html/lit-html.js'
import type { Outcoming } from '../state.ts'

/**
 * Says how a status is coloured; the number says the same.
 *
 * @param status - null where no whole answer came
 * @returns the name of a class
 */
export const toneOf = (status: number | null): string => status !== null && status < 400 ? 'good' : 'bad'

/**
 * Describes what came of a call.
 *
 * @param outcoming - what came
 * @returns status, reason and text
 */
export function outcomeText ({ status, reason, text }: Outcoming): TemplateResult {
  return html`<strong class=${toneOf(status)}>${status ?? 'cut'}</strong> ${reason ?? ''} <span>${text}</span>`
}
