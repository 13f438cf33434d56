/** Who answers, in which world, and how the page stands to it. */
import type { Actions } from '../actions.ts'
import { html, type TemplateResult } from '../lit-html/lit-html.js'
import type { Connection, State } from '../state.ts'

const connections: Record<Connection, string> = {
  keyless: 'No key yet',
  connecting: 'Connecting …',
  live: 'Live',
  gone: 'The fake has gone away. Trying again …',
  refused: 'The fake does not take this key'
}

/**
 * Describes the top of the page.
 *
 * @param state - what the page knows
 * @param actions - what can be done
 * @returns the part, to be rendered
 */
export function header ({ connection, key, version, problem }: State, actions: Actions): TemplateResult {
  function submit (event: SubmitEvent) {
    event.preventDefault()
    const field = (event.target as HTMLFormElement).elements.namedItem('key') as HTMLInputElement
    if (field.value === '') return
    actions.useKey(field.value)
    field.value = ''
  }
  return html`
    <header>
      <h1>fake-sfox <small>${version}</small></h1>
      <p role="status" class="connection ${connection}">${connections[connection]}</p>
      <form class="key" @submit=${submit}>
        <label for="key">Enterprise key</label>
        <input id="key" name="key" type="text" class="secret" autocomplete="off" autocapitalize="off" spellcheck="false"
          placeholder=${key === undefined ? 'fake-enterprise-key' : worldOf(key)}>
        <button>Use key</button>
      </form>
      <button class="danger" @click=${actions.resetWorld}>Reset world</button>
    </header>
    <div role="alert">${problem && html`
      <p class="problem">${problem} <button @click=${actions.dismiss}>Dismiss</button></p>`}</div>`
}

/** As much of the key in use as tells worlds apart, and is no secret. */
function worldOf (key: string): string {
  const name = /~([A-Za-z0-9._-]{1,64})$/.exec(key)?.[1]
  return name === undefined ? 'in use' : `in use: …~${name}`
}
