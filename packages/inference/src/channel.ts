/** A queue between someone who tells and someone who reads with `for await`; nothing is lost in between. */
export interface Channel<Value> extends AsyncIterable<Value> {
  push(value: Value): void
  /** Ends the reading after what was pushed so far; later calls change nothing. */
  close(): void
  /** As `close`, but the reader then gets `error` thrown. */
  fail(error: unknown): void
}

type Ending = { readonly error?: unknown }

/** Makes a channel for one reader. */
export function createChannel<Value>(): Channel<Value> {
  const values: Value[] = []
  let ending: Ending | null = null
  let wake: () => void = () => {}
  const end = (how: Ending) => {
    ending ??= how
    wake()
  }
  async function* read() {
    for (;;) {
      while (values.length > 0) yield* values.splice(0)
      if (ending !== null) {
        if ('error' in ending) throw ending.error
        return
      }
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  return {
    push(value) {
      if (ending === null) values.push(value)
      wake()
    },
    close: () => end({}),
    fail: (error) => end({ error }),
    [Symbol.asyncIterator]: read,
  }
}
