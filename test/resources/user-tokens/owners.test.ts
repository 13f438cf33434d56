import t from 'tap'
import { createHash } from 'node:crypto'
import { tagLimit } from '../../../src/resources/user-tokens/seal.ts'
import { createTokenOwners } from '../../../src/resources/user-tokens/owners.ts'

const owner = (worldName: string, id: string) => ({ worldName, user: { id } })

t.test('a tag is the first 48 bits of SHA-256 over world, zero byte and user id, and finds its owner', async (t) => {
  const owners = createTokenOwners()
  const tag = owners.claim(owner('w', 'user-1'))
  t.equal(tag, Number.parseInt(createHash('sha256').update('w\0user-1').digest('hex').slice(0, 12), 16))
  t.strictSame(owners.ownerOf(tag), owner('w', 'user-1'))
  t.equal(owners.ownerOf(tag + 1), undefined)
})

t.test('a user of a world has one tag, and its last owner replaces the previous one', async (t) => {
  const owners = createTokenOwners()
  const [first, second] = [owner('w', 'a'), owner('w', 'a')]
  const tag = owners.claim(first)
  t.equal(owners.claim(second), tag)
  t.equal(owners.ownerOf(tag), second)
  t.not(owners.claim(owner('', 'a')), tag)
})

t.test('uses the next free tag on a collision, and wraps around after the last', async (t) => {
  const owners = createTokenOwners(() => tagLimit - 1)
  t.equal(owners.claim(owner('', 'a')), tagLimit - 1)
  t.equal(owners.claim(owner('', 'b')), 0)
  t.equal(owners.claim(owner('other', 'a')), 1)
  t.strictSame([tagLimit - 1, 0, 1].map(owners.ownerOf), [owner('', 'a'), owner('', 'b'), owner('other', 'a')])
  t.equal(owners.claim(owner('', 'b')), 0)
})
