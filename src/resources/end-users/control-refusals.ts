/** Refusals of the registry under `/_fake`. */
import { defineControlRefusals } from '../refusal.ts'

export const registryRefusals = defineControlRefusals({
  'no-such-user': {
    status: 404,
    error: 'The registry has no user with the id "{user_id}".',
    when: 'the user is not in the registry'
  },
  'other-user-id': {
    status: 400,
    error: 'The user_id of the body is "{sent}", that of the path "{user_id}"; omit it in the body or make them equal.',
    when: 'the user_id of the body differs from that of the path'
  },
  'magic-user-id': {
    status: 400,
    error: 'A user_id cannot start with "fake:", which marks magic ids; choose another user_id.',
    when: 'the user_id to register starts with `fake:`'
  }
})
