/** The codes by which users verify an email address and a phone number. */
import type { VerificationType } from '../schemas/verification.ts'
import type { Draw } from './draws.ts'
import type { Users, WorldUser } from './users.ts'

/** What can be done about verification in a world. */
export interface Verification {
  /** Makes a code, in the place of any before. */
  send: (user: WorldUser, type: VerificationType) => void
  /** Takes a code; false where it is not the one that was sent last. */
  confirm: (user: WorldUser, type: VerificationType, code: string) => boolean
}

/**
 * Makes what handles the codes of one world.
 *
 * @param source - `draw` makes up the codes
 * @returns see Verification
 */
export function createVerification ({ draw, users }: { draw: Draw, users: Users }): Verification {
  return {
    send (user, type) {
      user.sent = { type, code: String(Math.floor(draw() * 1e6)).padStart(6, '0') }
    },
    confirm (user, type, code) {
      if (user.sent?.type !== type || user.sent.code !== code) return false
      user.sent = undefined
      users.confirm(user, type)
      return true
    }
  }
}
