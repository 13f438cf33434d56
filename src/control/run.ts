/** Run the handler of a control route, for a call over HTTP or in process. */
import type { ControlContext, ControlRoute, Fake } from '../resources/control-route.ts'
import { createRefuse } from '../resources/refusal.ts'
import type { WorldState } from '../resources/state.ts'

/** A call that has passed all checks. */
export interface Call extends Pick<ControlContext<string, undefined, undefined, undefined, object>, 'headers' | 'onEnd'> {
  params: unknown
  query: unknown
  body: unknown
  /** Undefined for a route that takes no key. */
  world: WorldState | undefined
}

/** Return a function that brings the world up to its clock and runs the handler of a route. */
export function createRun ({ handler, refusals = {} }: ControlRoute, fake: Fake): (call: Call) => unknown {
  const handle = handler as (context: object) => unknown
  const refuse = createRefuse(refusals)
  return (call) => {
    call.world?.catchUp()
    return handle({ ...call, fake, refuse })
  }
}
