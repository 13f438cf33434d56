import t from 'tap'
import { magicForms, readMagicId } from '../../src/world/magic-ids.ts'

t.test('reads an instruction and its argument', async (t) => {
  t.strictSame(readMagicId('fake:status=200'), { status: 200 })
  t.strictSame(readMagicId('fake:status=599'), { status: 599 })
  t.strictSame(readMagicId('fake:unknown-user'), { refuse: 'unknown-user' })
  t.strictSame(readMagicId('fake:garbage'), { connection: 'garbage' })
  t.strictSame(readMagicId('fake:delay=1h'), { delay: 3_600_000 })
  t.strictSame(readMagicId('fake:ttl=3652.5d'), { life: 315_576_000_000 })
  t.strictSame(readMagicId('fake:ttl=0'), { life: 0 })
  t.strictSame(readMagicId('fake:expired'), { life: -1000 })
})

t.test('recognises an id that begins with fake: and is not an instruction', async (t) => {
  for (const id of [
    'fake:', 'fake:nope', 'fake:__proto__', 'fake:toString=', 'fake:status', 'fake:status=199', 'fake:status=600',
    'fake:status=50', 'fake:status=2000', 'fake:status=503=', 'fake:hang=1', 'fake:delay', 'fake:delay=', 'fake:delay=-1',
    'fake:delay=soon', 'fake:delay=61m', 'fake:ttl=3653d', 'fake:ttl=1y', 'fake:delay=1 hour', 'fake:ttl=1=2', 'fake:expired=1s', 'fake: hang'
  ]) t.equal(readMagicId(id), 'unknown', id)
})

t.test('names every form in one line', async (t) => {
  t.match(magicForms, /^fake:status=200…599, fake:unknown-user, .*, fake:ttl=DURATION \(DURATION is a number with ms, s, m, h or d/)
})
