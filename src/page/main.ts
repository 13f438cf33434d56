/** The page begins here: what it knows, what can be done, and how it is shown. */
import { createActions } from './actions.ts'
import { findKey } from './key.ts'
import { render } from './lit-html/lit-html.js'
import { layout } from './parts/layout.ts'
import { createStore } from './state.ts'

const root = document.getElementById('page') as HTMLElement
const store = createStore((state) => render(layout(state, actions), root))
const actions = createActions(store)

function begin () {
  const key = findKey()
  if (key !== undefined) actions.useKey(key)
}

// The address of the page with another key may be opened where the page is open already.
addEventListener('hashchange', begin)
// The fake's time goes on, whether anything happens or not.
setInterval(() => { if (store.get().clock?.frozen === false) store.set({}) }, 250)
store.set({})
begin()
