/** Accounts: keys by which the ledger and the resources store what a user owns. */

/** One account. A user who is removed and created again gets a new one. */
export interface Account {
  readonly userId: string
  /** True after the user was removed or deactivated. */
  closed: boolean
}
