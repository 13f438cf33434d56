/** Shapes of the stream of events. */
import { Type, type Static } from '@sinclair/typebox'
import { StringEnum } from './common.ts'

/** Query of `GET /_fake/events`. */
export const EventsQuerySchema = Type.Object({
  changes: Type.Optional(StringEnum(['true', 'false'], {
    description: 'whether there are also events `change`, for whoever shows what the world holds',
    errorMessage: 'must be true or false'
  }))
}, { additionalProperties: false })

/** Data of an event `change`: what was changed by way of the control side. Reading it anew tells to what. */
export const ChangeSchema = Type.Object({
  of: StringEnum(['clock', 'faults', 'requests', 'world'], {
    description: 'the clock was set; faults were added or removed; the journal was emptied; the world was reset'
  })
}, { additionalProperties: false })

/** What was changed. */
export type Change = Static<typeof ChangeSchema>
