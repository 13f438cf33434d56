import t from 'tap'
import { createKeys, defaultWorld, worldKey } from '../../src/world/keys.ts'

t.test('the key opens the default world, and the key with a name opens the world of this name', async (t) => {
  const keys = createKeys('KEY')
  t.equal(keys.worldNameFor('KEY'), defaultWorld)
  for (const name of ['a', 'A-z_0.9', 'x'.repeat(64)]) {
    t.equal(keys.worldNameFor(`KEY~${name}`), name)
    t.equal(worldKey('KEY', name), `KEY~${name}`)
  }
})

t.test('any other key opens no world', async (t) => {
  const keys = createKeys('KEY')
  for (const presented of [
    '', 'key', 'KE', 'KEY ', 'KEYS', '~', '~a', 'KEY~', 'KEY~a b', 'KEY~é', `KEY~${'x'.repeat(65)}`, 'KEY~a~b', 'KE~KEY'
  ]) t.equal(keys.worldNameFor(presented), undefined, presented)
})

t.test('a key may contain a tilde', async (t) => {
  const keys = createKeys('a~b')
  t.equal(keys.worldNameFor('a~b'), defaultWorld)
  t.equal(keys.worldNameFor('a~b~w'), 'w')
  t.equal(keys.worldNameFor('a'), undefined)
})

t.test('refuses an invalid world name', async (t) => {
  for (const name of ['', 'a b', 'x'.repeat(65), '~', undefined, null]) {
    t.throws(() => worldKey('KEY', name as string), RangeError, String(name))
  }
})
