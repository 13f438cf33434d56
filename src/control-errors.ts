/**
 * The refusals of the control side that the vendor's side does not have. They are this project's own, so no fixtures
 * file overrides them. The answers, the OpenAPI document and `docs/reference/control.md` come from this table.
 *
 * What is one too many has the status that HTTP has for it: 409 where the caller makes room (RFC 9110, section
 * 15.5.10), 503 where waiting does (section 15.6.4).
 *
 * A leaf: imports nothing of ours.
 */

/** What the fake knows about one way of being refused on the control side. */
export interface ControlRefusalRow {
  status: number
  /** Text of `{"error": …}`; `{name}` is replaced by the value of that name which the refusing code supplies. */
  error: string
  /** What makes the fake give this answer. */
  when: string
}

/** Every refusal of the control side's own. Keys are the values of `x-fake-sfox-reason`. */
export const controlRefusals = {
  'foreign-host': {
    status: 403,
    error: 'The Host header names a host that --allow-host does not list.',
    when: 'the Host header is no address, not `localhost`, has a dot, and is not among `--allow-host`'
  },
  'foreign-origin': {
    status: 403,
    error: 'Pages of another origin cannot use /_fake.',
    when: 'the Origin header names another origin, or is `null`'
  },
  'no-control-key': {
    status: 401,
    error: 'The control routes take the enterprise key: "Authorization: Bearer <key>".',
    when: 'there is no enterprise key in the Authorization header; a user token will not do'
  },
  'clock-out-of-range': {
    status: 400,
    error: 'A clock cannot be advanced beyond the year 9999; it shows {now}.',
    when: 'a clock would be advanced beyond the year 9999'
  },
  'unknown-fault': {
    status: 404,
    error: 'There is no fault with the id "{id}".',
    when: 'the fault to remove is not there'
  },
  'too-many-faults': {
    status: 409,
    error: 'This world keeps {most} faults, and takes no more; remove some, or reset it.',
    when: 'a fault is to be added, and the world keeps as many as it takes, used-up ones included'
  },
  'not-minted-here': {
    status: 404,
    error: 'This world has not minted the token.',
    when: 'the token to revoke is not of this world'
  },
  'no-such-user': {
    status: 404,
    error: 'The registry has no user with the id "{user_id}".',
    when: 'the user is not in the registry'
  },
  'other-user-id': {
    status: 400,
    error: 'The body\'s user_id is "{sent}", the path\'s is "{user_id}"; leave the former out, or make them equal.',
    when: 'the user_id of the body is not that of the path'
  },
  'magic-user-id': {
    status: 400,
    error: 'An id that starts with fake: is an instruction, so that no user can have it.',
    when: 'a user with a magic id is to be registered'
  },
  'no-such-order': {
    status: 404,
    error: 'There is no order with the id "{id}".',
    when: 'the order to fill is not there'
  },
  'cannot-fill': {
    status: 409,
    error: 'The order cannot be filled so: {problem}.',
    when: 'the order to fill is not open, has less left than it is to be filled by, or has a better price'
  },
  'no-such-deposit': {
    status: 404,
    error: 'There is no deposit with the id "{id}".',
    when: 'the deposit to settle is not there'
  },
  'wait-over': {
    status: 408,
    error: 'The time is over; {came} of {count} requests came.',
    when: 'the time to wait is over'
  },
  'too-many-waiters': {
    status: 503,
    error: 'There are {most} calls that wait for requests already, which is as many as may.',
    when: 'one more call is to wait for requests than may at once'
  },
  'too-many-streams': {
    status: 503,
    error: 'There are {most} streams of events already, which is as many as may be.',
    when: 'one more stream of events is to be opened than may be at once'
  },
  stopping: {
    status: 503,
    error: 'fake-sfox is stopping.',
    when: 'the fake stops while a request waits'
  }
} as const satisfies Record<string, ControlRefusalRow>

/** A reason of the control side's own. */
export type ControlReason = keyof typeof controlRefusals
