import { type ChildProcess, fork } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Log } from '../log.ts'
import { childEnvironment } from './child-environment.ts'

/** Starts a model process: without secrets, behind the server in its claim to cores and memory. What it writes is logged. */
export function forkChild(modelId: string, log: Log): ChildProcess {
  // The model's id is no argument: it tells whoever lists the processes which one this is.
  const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), [modelId], {
    env: childEnvironment(),
    // Flags of the server's process, an inspector's port for one, are not for its children.
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  log.info({ modelId, pid: child.pid }, 'Started a model process')
  if (child.stderr !== null) {
    createInterface({ input: child.stderr }).on('line', (line) =>
      log.warn({ modelId, line }, 'A model process wrote'),
    )
  }
  yieldToServer(child)
  // Where memory runs out, Linux shall end a model rather than the server.
  if (process.platform === 'linux') writeFile(`/proc/${child.pid}/oom_score_adj`, '500').catch(() => {})
  return child
}

/** Models take every core they are given: what the server has to do, which is little, comes first. */
function yieldToServer({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // It is gone already, or the system does not allow it.
  }
}
