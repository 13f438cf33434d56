/** Commands for the vendor's side. */
import fc from 'fast-check'
import { command, id, keyOf, hasToken, pick, plainId, textOf, worldName, type Command, type Fake } from './commands.ts'
import { basic } from '../helper.ts'
import { balancePath, bodyOf, deactivatePath, key, listPath, noPath, type Call, type Model } from './model.ts'

type Target = Omit<Call, 'authorization'>

const mintOne = (id: string): Target => ({ method: 'POST', path: `${listPath}/${encodeURIComponent(id)}`, named: id })
const mintList = (listed?: unknown[]): Target => ({ method: 'POST', path: listPath, listed })
const deactivate = (id: string): Target => ({ method: 'DELETE', path: deactivatePath + id, named: id })
const balance: Target = { method: 'GET', path: balancePath }
const nowhere: Target = { method: 'GET', path: noPath }

const listed = fc.oneof(
  { weight: 8, arbitrary: fc.array(id, { minLength: 1, maxLength: 4 }) },
  fc.constantFrom<unknown[]>([], [''], ['a', 7], ['b', null, 'fake:nope'])
)
const mints = fc.oneof(id.map(mintOne), listed.map(mintList))
const target = fc.oneof(
  { weight: 3, arbitrary: fc.constant(balance) }, { weight: 2, arbitrary: mints }, fc.constantFrom(nowhere, mintList())
)
const oddity = fc.constantFrom(
  undefined, 'Basic x', `Bearer ${key}~no world`, `bearer ${key}~no+world`, 'Bearer x', `Bearer ${'0'.repeat(64)}`
)

async function request (model: Model, fake: Fake, authorization: string | undefined, target: Target): Promise<void> {
  const { method, path } = target
  const take = model.request({ ...target, authorization })
  take(await fake.send(method, path, authorization, bodyOf(target)))
}

/** The forms of an Authorization header. */
const forms: Record<string, (credential: string) => string> = {
  bearer: (credential) => `Bearer ${credential}`, basic, bare: (credential) => credential
}
const form = fc.oneof({ weight: 4, arbitrary: fc.constant('bearer') }, fc.constantFrom('basic', 'bare'))

/** Requests with the key of a world. */
const ask = fc.tuple(worldName, fc.oneof({ weight: 6, arbitrary: mints }, target, plainId.map(deactivate)), form)
  .map(([name, target, form]) => command('ask', [name, target, form], async (model, fake) =>
    await request(model, fake, forms[form]?.(keyOf(name)), target)))

/** Requests with a token: new, old, of any world, or altered. */
const present = fc.tuple(pick, target, form)
  .map(([which, target, form]) => command('present', [which, target, form], async (model, fake) =>
    await request(model, fake, forms[form]?.(textOf(model, which)), target), hasToken))

/** Requests with the same token, one more than the limit of the route. */
const hammer = pick.map((which) => command('hammer', [which], async (model, fake) => {
  for (let count = 0; count < 6; count++) await request(model, fake, `Bearer ${textOf(model, which)}`, balance)
}, (model) => model.settings.rateLimit === 'on' && hasToken(model)))

/** Requests without a valid credential. */
const knock = fc.tuple(oddity, target).map(([authorization, target]) =>
  command('knock', [authorization, target], async (model, fake) => await request(model, fake, authorization, target)))

/** As many requests as the limit of all requests allows. */
const flood = worldName.map((name) => command('flood', [name], async (model, fake) => {
  for (let count = 0; count < 250; count++) await request(model, fake, `Bearer ${keyOf(name)}`, nowhere)
}, ({ settings }) => settings.rateLimit === 'on'))

/** The commands, weighted by how much there is to find. */
export const requests: Array<fc.Arbitrary<Command>> = [
  ...Array.from({ length: 6 }, () => [ask, present]).flat(), ask, ask, ask, knock, knock, hammer, hammer, flood
]
