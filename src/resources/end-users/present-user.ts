/** Present users in responses. */
import type { Assumptions } from '../index.ts'
import { accountId } from './account-id.ts'
import type { RegisteredUser } from './record.ts'
import type { EndUser } from './schemas.ts'
import type { Users } from './state.ts'

/** Return a user as responses show it. Absent details come from the assumption `absent-details`. */
export function presentUser (user: RegisteredUser, users: Users, assumptions: Assumptions): EndUser {
  const shown = { ...assumptions['absent-details'], ...user }
  return {
    account_type: shown.account_type,
    account_role: shown.account_role === 'client' ? 'Client' : 'Advisor',
    user_id: user.user_id,
    advisor_user_id: user.advisor_user_id ?? null,
    email: shown.email,
    first_name: shown.first_name,
    last_name: shown.last_name,
    phone_number: shown.phone_number,
    ...(assumptions['end-user-fields'] === 'newest' && presentDetails(shown)),
    status: user.status,
    requirements: users.requirementsOf(user.user_id)
  }
}

function presentDetails (user: RegisteredUser & Assumptions['absent-details']) {
  return {
    account_purpose: user.account_purpose,
    account_purpose_other: user.account_purpose_other ?? null,
    source_of_funds: user.source_of_funds ?? null,
    source_of_funds_other: user.source_of_funds_other ?? null,
    id: user.id ?? accountId(user.user_id),
    phone_country_code: user.phone_country_code,
    intermediary_status: user.intermediary_status ?? null,
    expected_transfer_volume: user.expected_transfer_volume ?? null,
    expected_trade_volume: user.expected_trade_volume ?? null,
    ...(user.account_type === 'individual' ? { individual: user.individual ?? null } : presentCompany(user))
  }
}

function presentCompany ({ user_id: userId, business, beneficial_owners: owners }: RegisteredUser) {
  return {
    business: business ?? null,
    beneficial_owners: owners?.map((owner, index) => ({ id: accountId(userId, index), ...owner })) ?? null
  }
}
