import type { Call, Engine, OpenOrder, Reply } from './protocol.ts'

/** The inside of a competitor's process: opens its engine when told to, then answers call after call. */
export function serve(open: (order: OpenOrder) => Promise<Engine>): void {
  let engine: Engine | null = null
  const answer = async (call: Call): Promise<unknown> => {
    if (call.type === 'open') {
      engine = await open(call.order)
      return engine.describe()
    }
    if (engine === null) throw new Error('Nothing is open.')
    return engine.generate(call.order)
  }
  process.on('message', (call: Call) => {
    const send = (reply: Reply) => process.send?.(reply)
    answer(call).then(
      (value) => send({ id: call.id, value }),
      (error: unknown) =>
        send({ id: call.id, error: error instanceof Error ? `${error.stack}` : String(error) }),
    )
  })
  process.on('disconnect', () => process.exit())
}
