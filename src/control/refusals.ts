/**
 * The refusals of the control side that no resource owns. The status of an exceeded capacity limit is 409 if the caller
 * can make room (RFC 9110, section 15.5.10), and 503 if waiting helps (section 15.6.4).
 */
import { defineControlRefusals, refusalsOf } from '../resources/refusal.ts'
import { worldNameRule } from '../world/keys.ts'

/** The refusals, by reason. */
export const controlRefusals = defineControlRefusals({
  'foreign-host': {
    status: 403,
    error: 'The Host header names a host that is not allowed; list it in --allow-host, or use localhost.',
    when: 'the Host header is malformed, or a name with a dot that `--allow-host` does not list'
  },
  'foreign-origin': {
    status: 403,
    error: 'Web pages of another origin cannot use /_fake.',
    when: 'the Origin header names another origin, or is `null`'
  },
  'no-control-key': {
    status: 401,
    error: 'The control routes require the enterprise key; send "Authorization: Bearer <key>".',
    when: 'the Authorization header has no enterprise key; a user token is not accepted'
  },
  'invalid-world-name': {
    status: 401,
    error: `The key is right, but the world name after its last "~" must be ${worldNameRule}.`,
    when: 'the world name in the key is not valid'
  },
  'clock-out-of-range': {
    status: 400,
    error: 'The clock cannot be advanced beyond the year 9999; it is at {now}.',
    when: 'the clock would be advanced beyond the year 9999'
  },
  'unknown-fault': {
    status: 404,
    error: 'There is no fault with the id "{id}".',
    when: 'no fault of the world has this id'
  },
  'impossible-match': {
    status: 400,
    error: 'The fault could never apply: {problem}.',
    when: 'no request of any route can match the fault'
  },
  'too-many-faults': {
    status: 409,
    error: 'This world has reached its limit of {most} faults; remove some, or reset the world.',
    when: 'the world already holds as many faults as it can, used-up ones included'
  },
  'count-too-large': {
    status: 400,
    error: 'A wait for {count} requests cannot end: the journal keeps {most}; start fake-sfox with --journal {count} or more.',
    when: 'more requests are waited for than the journal keeps (`--journal`)'
  },
  'wait-over': {
    status: 408,
    error: 'Timed out: received {came} of {count} requests.',
    when: 'the timeout expires before enough requests have come'
  },
  'too-many-waiters': {
    status: 503,
    error: 'Too many concurrent waiters (limit {most}); retry when one has ended.',
    when: 'as many calls as possible already wait for requests'
  },
  'too-many-streams': {
    status: 503,
    error: 'Too many concurrent event streams (limit {most}); retry when one has ended.',
    when: 'as many event streams as possible are already open'
  },
  stopping: {
    status: 503,
    error: 'fake-sfox is stopping.',
    when: 'the fake stops while the call waits for requests'
  }
})

/** Create a refusal from this table. */
export const controlRefusal = refusalsOf(controlRefusals)
