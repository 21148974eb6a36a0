/** One step from a schema to the next: plain SQL that runs as a whole or not at all. Never edited once released. */
export interface Migration {
  /** 1, 2, 3 …: the schema's number after it. */
  readonly number: number
  readonly name: string
  readonly sql: string
}
