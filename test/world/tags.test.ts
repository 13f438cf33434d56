import t from 'tap'
import { createHash } from 'node:crypto'
import { tagLimit } from '../../src/world/seal.ts'
import { createTags } from '../../src/world/tags.ts'

t.test('a tag is the first 48 bits of SHA-256 over world, zero byte and user id, and finds its owner', async (t) => {
  const tags = createTags<string>()
  const tag = tags.claim('w', 'user-1', 'owner')
  t.equal(tag, Number.parseInt(createHash('sha256').update('w\0user-1').digest('hex').slice(0, 12), 16))
  t.equal(tags.ownerOf(tag), 'owner')
  t.equal(tags.ownerOf(tag + 1), undefined)
})

t.test('a user of a world keeps its tag, and its owner is the one named last', async (t) => {
  const tags = createTags<string>()
  const tag = tags.claim('w', 'a', 'old')
  t.equal(tags.claim('w', 'a', 'new'), tag)
  t.equal(tags.ownerOf(tag), 'new')
  t.not(tags.claim('', 'a', 'other'), tag)
})

t.test('on a collision the next free tag is taken, around the end too', async (t) => {
  const tags = createTags<string>(() => tagLimit - 1)
  t.equal(tags.claim('', 'a', 'a'), tagLimit - 1)
  t.equal(tags.claim('', 'b', 'b'), 0)
  t.equal(tags.claim('', 'c', 'c'), 1)
  t.strictSame([tagLimit - 1, 0, 1].map(tags.ownerOf), ['a', 'b', 'c'])
  t.equal(tags.claim('', 'b', 'b'), 0)
})
