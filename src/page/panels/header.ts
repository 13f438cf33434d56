/** The top of the page: version, connection, key, `Reset world`, and the message of the last action that failed. */
import { html, type TemplateResult } from 'lit-html'
import type { Actions } from '../actions.ts'
import type { Connection, State } from '../store.ts'

const connectionTexts: Record<Connection, string> = {
  keyless: 'No key yet',
  connecting: 'Connecting …',
  live: 'Live',
  lost: 'Connection lost. Retrying …',
  refused: 'The fake rejects this key'
}

/** Render the header. */
export function pageHeader ({ connection, key, version, problem }: State, actions: Actions): TemplateResult {
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
      <p role="status" class="connection ${connection}">${connectionTexts[connection]}</p>
      <form class="key" @submit=${submit}>
        <label for="key">Enterprise key</label>
        <input id="key" name="key" type="text" class="secret" autocomplete="off" autocapitalize="off" spellcheck="false"
          placeholder=${key === undefined ? 'fake-enterprise-key' : describeKey(key)}>
        <button>Use key</button>
      </form>
      <button class="danger" @click=${actions.resetWorld}>Reset world</button>
    </header>
    <div role="alert">${problem && html`
      <p class="problem">${problem} <button @click=${actions.dismiss}>Dismiss</button></p>`}</div>`
}

/** Show the world's name, which is not secret, and hide the rest of the key. */
function describeKey (key: string): string {
  const world = /~([A-Za-z0-9._-]{1,64})$/.exec(key)?.[1]
  return world === undefined ? 'in use' : `in use: …~${world}`
}
