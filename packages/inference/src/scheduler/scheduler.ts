/** Decides when a generation of one model may run. */
export interface Scheduler {
  /**
   * Asks for a turn. Throws ENGINE_BUSY when too many wait already. When `signal` aborts, the wait ends at once.
   * The caller must call `leave` in the end, whatever happened.
   */
  enter(signal: AbortSignal): Turn
}

export interface Turn {
  /** How many generations are ahead, told now and then while waiting; ends when the turn has come or was aborted. */
  readonly positions: AsyncIterable<number>
  leave(): void
}
