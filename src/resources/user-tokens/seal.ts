/**
 * Seal and open self-contained tokens, which need not be stored: 32 bytes as 64 hex characters. The first 16 bytes are
 * one block (user tag, expiry, serial), encrypted with AES-128. The other 16 are the result, encrypted again with a
 * second key as a seal. The chance of a forgery without that key is 1 in 2^128. ECB is appropriate: each message is
 * unique and exactly one block long. See docs/decisions/0002-sealed-tokens.md.
 */
import { createCipheriv, createDecipheriv, hkdfSync, timingSafeEqual } from 'node:crypto'
import { tokenPattern } from '../../values/schemas.ts'

const blockBytes = 16
const keyBytes = 16
const algorithm = 'aes-128-ecb'

/** Largest tag, exclusive: a tag has 48 bits. */
export const tagLimit = 2 ** 48

/** Largest serial, exclusive: a serial has 32 bits. */
export const serialLimit = 2 ** 32

/** The content of a token. */
export interface TokenContent {
  /** Tag of the user of a world, 0 to 2^48 - 1. */
  tag: number
  /** Expiry in ms since 1970, 0 to 2^48 - 1. */
  expires: number
  /** Number of the token within its world, 0 to 2^32 - 1. */
  serial: number
}

/** A pair of functions that create and open tokens. */
export interface Seal {
  /** Seal a list, calling each cipher only once. */
  seal: (contents: TokenContent[]) => string[]
  /** Open a token. Return undefined if this seal did not create it. */
  open: (token: string) => TokenContent | undefined
}

/**
 * Create a seal.
 *
 * @param seed - the source of both keys: the same seed and contents give the same tokens
 */
export function createSeal (seed: string): Seal {
  const keys = Buffer.from(hkdfSync('sha256', seed, '', 'fake-sfox user token', 2 * keyBytes))
  const [contentKey, sealKey] = [keys.subarray(0, keyBytes), keys.subarray(keyBytes)]
  const encipher = createCipheriv(algorithm, contentKey, null).setAutoPadding(false)
  const decipher = createDecipheriv(algorithm, contentKey, null).setAutoPadding(false)
  const sealer = createCipheriv(algorithm, sealKey, null).setAutoPadding(false)

  return {
    seal (contents) {
      const blocks = Buffer.allocUnsafe(contents.length * blockBytes)
      contents.forEach(({ tag, expires, serial }, index) => {
        const at = index * blockBytes
        blocks.writeUIntBE(tag, at, 6)
        blocks.writeUIntBE(expires, at + 6, 6)
        blocks.writeUInt32BE(serial, at + 12)
      })
      const enciphered = encipher.update(blocks)
      const [first, second] = [enciphered.toString('hex'), sealer.update(enciphered).toString('hex')]
      const width = 2 * blockBytes
      return contents.map((_, index) => {
        const at = index * width
        return first.slice(at, at + width) + second.slice(at, at + width)
      })
    },

    open (token) {
      if (!isTokenShaped(token)) return undefined
      const bytes = Buffer.from(token, 'hex')
      const enciphered = bytes.subarray(0, blockBytes)
      if (!timingSafeEqual(sealer.update(enciphered), bytes.subarray(blockBytes))) return undefined
      const block = decipher.update(enciphered)
      return { tag: block.readUIntBE(0, 6), expires: block.readUIntBE(6, 6), serial: block.readUInt32BE(12) }
    }
  }
}

const tokenShape = new RegExp(tokenPattern)

/** Return true if a text has the format of a user token: 64 lower-case hex characters. */
export function isTokenShaped (text: string): boolean {
  return tokenShape.test(text)
}
