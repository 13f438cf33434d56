/** What a caller holds of a world. */

/** A world, as its holder sees it. */
export interface World {
  /** Hand it to the application under test: it names the world, and the application needs no other change. */
  key: string
}
