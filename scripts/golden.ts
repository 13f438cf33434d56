/** Create the golden files, with which the tests compare, so that a change shows in the diff. */
import { allControlRefusals } from '../src/control/routes.ts'
import type { RefusalAnswer } from '../src/resources/refusal.ts'
import { refusals } from '../src/vendor/assumptions.ts'

const answers = (rows: Record<string, RefusalAnswer<never>>) =>
  Object.fromEntries(Object.entries(rows).map(([reason, { status, error }]) => [reason, { status, error }]))

/** Create the text of test/golden/refusals.json: the status and the text of each refusal. */
export function refusalsText (): string {
  return `${JSON.stringify({ vendor: answers(refusals), control: answers(allControlRefusals) }, null, 2)}\n`
}
