/** Start the page. */
// The libraries go first, so that the coverage of the bundle does not count their code as ours.
import { render } from 'lit-html'
import 'lit-html/directives/repeat.js'
import 'eventsource-parser/stream'
import { createActions } from './actions.ts'
import { findKey } from './key.ts'
import { pageLayout } from './panels/layout.ts'
import { createStore } from './store.ts'

// A proxy may serve the fake below a path.
const { origin, pathname } = new URL('./', location.href)
const root = document.getElementById('page') as HTMLElement
const store = createStore((state) => render(pageLayout(state, actions), root))
const actions = createActions(store, origin + pathname.slice(0, -1))

function begin () {
  const key = findKey()
  if (key !== undefined) actions.useKey(key)
}

// The page may be opened again in the same tab, with another key in its address.
addEventListener('hashchange', begin)
// Render the ticking clock.
setInterval(() => { if (store.get().clock?.frozen === false) store.set({}) }, 250)
store.set({})
begin()
