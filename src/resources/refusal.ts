/** Define refusals, and the error that handlers and hooks throw. */
import type { Provocation } from './example.ts'

/** The response header with the reason of a refusal. */
export const reasonHeader = 'x-fake-sfox-reason'

/** The response of a refusal. `Names` are the placeholders of its text. */
export interface RefusalAnswer<Names extends string = string> {
  status: number
  /** Text of `{"error": …}`. The handler supplies a value for each `{name}`. */
  error: string
  /** The condition of the refusal, for the documents and the catalogue. */
  when: string
  /** Never set: it preserves the names of the placeholders in the type. */
  values?: Record<Names, string>
}

/** A refusal of the vendor's API, and its sources. */
export interface RefusalRow<Names extends string = string> extends RefusalAnswer<Names> {
  /** Pages of sFOX's documentation that give the status and the text; null if assumed. */
  source: { status: string | null, text: string | null }
  /** True for a feature of fake-sfox only: it is no guess about sFOX. */
  ours?: true
  /** The open question, and the reason for the status. */
  why: string
  /**
   * How to get the refusal. Omitted if that requires an assumption, a defect, or a large number of requests: a fault
   * can imitate it.
   */
  provoke?: Provocation
}

/** Rows by their reason, the value of `x-fake-sfox-reason`. */
export type RefusalRows<Row = RefusalRow<never>> = Record<string, Row>

/** The names of the placeholders in a text. */
type Placeholders<Text extends string> =
  Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never

/**
 * Define refusals of the vendor's API by reason. The type preserves the reasons and the placeholders of their texts.
 */
export function defineRefusals<const Rows extends RefusalRows<RefusalRow>> (
  rows: Rows
): { [Reason in keyof Rows]: RefusalRow<Placeholders<Rows[Reason]['error']>> } {
  return rows as never
}

/**
 * Define refusals of the control API by reason. They are this project's own, so a fixtures file cannot override them.
 */
export function defineControlRefusals<const Rows extends RefusalRows<RefusalAnswer>> (
  rows: Rows
): { [Reason in keyof Rows]: RefusalAnswer<Placeholders<Rows[Reason]['error']>> } {
  return rows as never
}

/** The arguments after a reason: the values of its placeholders, if any. */
type Values<Row> = Row extends RefusalAnswer<infer Names>
  ? [Names] extends [never] ? [] : [values: Record<Names, string>]
  : never

/** Throw a refusal. */
export type Refuse<Rows> =
  <Reason extends keyof Rows & string>(reason: Reason, ...values: Values<Rows[Reason]>) => never

/** Create a refusal. The names of headers are in lower case. */
export type CreateRefusal<Rows> = <Reason extends keyof Rows & string>(
  reason: Reason, ...values: [...Values<Rows[Reason]>, headers?: Record<string, string>]
) => RefusalError

/** The response of a fault, or a text, which replaces that of a row. The names of headers are in lower case. */
export interface Replacement {
  status?: number
  error: string | undefined
  headers: Record<string, string>
}

/** A refusal, which the error handler turns into a response. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError'
  readonly reason: string
  readonly row: Pick<RefusalAnswer, 'status' | 'error'>
  readonly values: Record<string, string>
  /** Headers from the throwing code, for example Allow. */
  readonly headers: Record<string, string>
  readonly replacement: Replacement | undefined

  constructor (
    reason: string, row: RefusalError['row'], values: Record<string, string> = {},
    more: { headers?: Record<string, string> | undefined, replacement?: Replacement } = {}
  ) {
    super(fillIn(row.error, values))
    this.reason = reason
    this.row = row
    this.values = values
    this.headers = more.headers ?? {}
    this.replacement = more.replacement
  }
}

/** Return a function that creates the refusals of a table. */
export function refusalsOf<Rows extends RefusalRows<RefusalAnswer<never>>> (rows: Rows): CreateRefusal<Rows> {
  return (reason, ...rest) => {
    const row = rows[reason] as RefusalAnswer
    const hasValues = /\{\w+\}/.test(row.error)
    const [values, headers] = (hasValues ? rest : [{}, ...rest]) as Array<Record<string, string> | undefined>
    return new RefusalError(reason, row, values, { headers })
  }
}

/** Return a function that throws the refusals of a table. */
export function createRefuse<Rows extends RefusalRows<RefusalAnswer<never>>> (rows: Rows): Refuse<Rows> {
  return (reason, ...values) => {
    throw new RefusalError(reason, rows[reason] as RefusalAnswer, (values as Array<Record<string, string>>)[0])
  }
}

/** Select rows of a table by name. */
export function pick<Rows extends object, const Names extends ReadonlyArray<keyof Rows>> (
  rows: Rows, ...names: Names
): Pick<Rows, Names[number]> {
  return Object.fromEntries(names.map((name) => [name, rows[name]])) as Pick<Rows, Names[number]>
}

/**
 * Replace the `{name}` placeholders of a text. A placeholder without a value stays unchanged, since an assumption may
 * set a text with braces.
 */
export function fillIn (text: string, values: Record<string, string>): string {
  return text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : placeholder)
}

/** The open question if only the status is documented. */
export const textOnly = 'The status is documented, the text is not.'

/** The open question if status and text are documented. */
export const nothingOpen = 'Nothing: status and text are documented.'

/** The open question if neither is documented. */
export const allOpen = 'Neither status nor text is documented.'

/** The source of an undocumented refusal. */
export const undocumented = { status: null, text: null }
