import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Call, GenerateOrder, OpenOrder, Reply, Timeline } from './protocol.ts'

/** A program that can be measured: the file of its process, and what it is told on its command line. */
export interface Program {
  readonly file: URL
  readonly args: readonly string[]
  /** Whether one process runs several models at once; else each model gets a process of its own. */
  readonly holdsManyModels: boolean
}

/** A competitor that is running: it does nothing until it is asked to generate. */
export interface Competitor {
  /** Greedy generations of the models 0 … n − 1, all at the same time; timelines by model. */
  generate(orders: readonly GenerateOrder[]): Promise<Timeline[][]>
  readonly facts: Record<string, string>
  /** Processes whose children belong to it as well. */
  readonly pids: readonly number[]
  end(): Promise<void>
}

/** Starts a competitor's process or processes and loads its models. Throws what loading them throws. */
export async function startCompetitor(program: Program, order: OpenOrder): Promise<Competitor> {
  const count = program.holdsManyModels ? 1 : order.modelCount
  const processes = Array.from({ length: count }, () => startProcess(program))
  const end = async () => {
    await Promise.all(processes.map((process) => process.end()))
  }
  try {
    const facts: Record<string, string>[] = []
    // One after another: side by side they would need the memory of all their loading at once.
    for (const process of processes) {
      const modelCount = program.holdsManyModels ? order.modelCount : 1
      facts.push(await process.call({ type: 'open', order: { ...order, modelCount } }))
    }
    return {
      generate: (orders) =>
        Promise.all(
          orders.map((each) => {
            const [only] = processes
            const process = program.holdsManyModels ? only : processes[each.model]
            if (process === undefined) throw new Error(`There is no model ${each.model}.`)
            const inProcess = program.holdsManyModels ? each : { ...each, model: 0 }
            return process.call<Timeline[]>({ type: 'generate', order: inProcess })
          }),
        ),
      facts: facts[0] ?? {},
      pids: processes.map(({ pid }) => pid),
      end,
    }
  } catch (error) {
    await end()
    throw error
  }
}

type Unnumbered<C> = C extends Call ? Omit<C, 'id'> : never

interface Process {
  readonly pid: number
  call<Value>(call: Unnumbered<Call>): Promise<Value>
  end(): Promise<void>
}

function startProcess({ file, args }: Program): Process {
  const child: ChildProcess = fork(file, args, { execArgv: [] })
  const ended = once(child, 'exit').then(
    ([code, signal]) => `It ended with ${signal ?? `exit code ${code}`}.`,
  )
  let lastId = 0
  return {
    pid: child.pid ?? 0,
    async call<Value>(call: Unnumbered<Call>): Promise<Value> {
      const id = ++lastId
      const replied = new Promise<Reply>((resolve) => {
        const take = (reply: Reply) => {
          if (reply.id !== id) return
          child.off('message', take)
          resolve(reply)
        }
        child.on('message', take)
      })
      child.send({ ...call, id })
      const reply = await Promise.race([replied, ended])
      if (typeof reply === 'string') throw new Error(reply)
      if ('error' in reply) throw new Error(reply.error)
      return reply.value as Value
    },
    async end() {
      if (child.connected) child.disconnect()
      // A native thread must not keep it alive.
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await ended
      clearTimeout(timer)
    },
  }
}
