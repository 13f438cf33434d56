/** Derive the ids that sFOX gives to accounts and to the owners of companies. */
import { createHash } from 'node:crypto'

/** The name space of the ids: a random UUID. */
const nameSpace = Buffer.from('6d1f3c0a92b84e57a0c4f7d25b8e9136', 'hex')

/**
 * Return the id of an account, or of the owner with this index. It is a function of the user id, so that it needs no
 * memory and is the same in each world.
 *
 * @returns a UUID of version 5. @see RFC 9562, section 5.5
 */
export function accountId (userId: string, owner?: number): string {
  // The zero byte keeps the names of owners apart from user ids.
  const name = owner === undefined ? userId : `${userId}\0${owner}`
  const hash = createHash('sha1').update(nameSpace).update(name).digest()
  hash[6] = (hash.readUInt8(6) & 0x0f) | 0x50
  hash[8] = (hash.readUInt8(8) & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
