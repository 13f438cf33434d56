/** Read updates of end users: they set what is null, and overwrite nothing. */
import { isDeepStrictEqual } from 'node:util'
import { readFlag } from '../../values/schemas.ts'
import { optionalDetails, type OptionalDetails } from './details.ts'
import type { RegisteredUser, UserChange } from './record.ts'

/** The effect of an update on a user. */
export interface Update {
  /** The properties to set. */
  added: UserChange
  /** The paths of the properties that differ from those of the user and stay, for example `individual.dob`. */
  kept: string[]
}

type Properties = Record<string, unknown>

/**
 * Compare an update with the user. The properties of objects are compared one by one.
 *
 * @param user - the user, before the update
 * @param update - the body, valid against its schema
 */
export function readUpdate (user: RegisteredUser, update: OptionalDetails): Update {
  const { intermediary_status: intermediary, ...sent } = update
  const flag = intermediary === undefined ? {} : { intermediary_status: readFlag(intermediary) }
  const documented = Object.entries({ ...sent, ...flag }).filter(([name]) => Object.hasOwn(optionalDetails, name))
  return merge(user, documented)
}

function merge (held: Properties, sent: Array<[name: string, value: unknown]>): Update {
  const added: Properties = {}
  const kept: string[] = []
  for (const [name, value] of sent) {
    const own = Object.hasOwn(held, name) ? held[name] : null
    if (own === null) added[name] = value
    else if (isObject(own) && isObject(value)) {
      const inner = merge(own, Object.entries(value))
      added[name] = { ...own, ...inner.added }
      kept.push(...inner.kept.map((path) => `${name}.${path}`))
    } else if (!isDeepStrictEqual(own, value)) kept.push(name)
  }
  return { added, kept }
}

function isObject (value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
