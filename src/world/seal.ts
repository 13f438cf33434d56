/**
 * Tokens that carry their own meaning, so that none has to be stored: 32 bytes, written as 64 hex characters.
 * The first 16 are one block (tag of the user, expiry, serial) enciphered with AES-128 under one key; the other 16
 * are that enciphered block enciphered again under a second key, which seals it. Without the second key a forger
 * has one chance in 2^128. ECB is right here: each block is a unique message of exactly one block.
 * See docs/decisions/0002-sealed-tokens.md.
 */
import { createCipheriv, createDecipheriv, hkdfSync, timingSafeEqual } from 'node:crypto'
import { tokenPattern } from '../schemas/common.ts'

const blockBytes = 16
const keyBytes = 16
const algorithm = 'aes-128-ecb'

/** Largest tag, exclusive: a tag has 48 bits. */
export const tagLimit = 2 ** 48

/** Largest serial, exclusive: a serial has 32 bits. */
export const serialLimit = 2 ** 32

/** What a token says. */
export interface TokenContent {
  /** Tag of the user and world, 0 to 2^48 - 1. */
  tag: number
  /** Expiry in ms since 1970, 0 to 2^48 - 1. */
  expires: number
  /** Number of the token within its world, 0 to 2^32 - 1. */
  serial: number
}

/** Makes tokens and reads them. */
export interface Seal {
  /** Seals many at once: both ciphers are called once a list, not once a token. */
  seal: (contents: TokenContent[]) => string[]
  /** Reads a token; undefined for anything that this very seal did not make. */
  open: (token: string) => TokenContent | undefined
}

/**
 * Makes a seal.
 *
 * @param seed - both keys come from it, so that the same contents give the same tokens
 * @returns the seal; its ciphers live as long as it does
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

/**
 * Tells whether a text could be a user token.
 *
 * @param text - a credential
 * @returns true for 64 lower-case hex characters, the shape of every token in sFOX's samples
 */
export function isTokenShaped (text: string): boolean {
  return tokenShape.test(text)
}
