import { readdirSync, readFileSync } from 'node:fs'
import { runCommand } from '../run-command.ts'

export interface ChildProcess {
  readonly pid: number
  /** The program with its arguments, separated by spaces. */
  readonly command: string
}

/** The living processes that `parentPid` has started: from /proc where there is one (Linux), else from ps. */
export async function listChildProcesses(parentPid: number): Promise<ChildProcess[]> {
  const all = process.platform === 'linux' ? readProc() : await readPs()
  return all.filter(({ parent }) => parent === parentPid).map(({ pid, command }) => ({ pid, command }))
}

/** Whether a process is there and has not ended; one that waits for its parent to notice its end has. */
export async function isAlive(pid: number): Promise<boolean> {
  const all = process.platform === 'linux' ? readProc() : await readPs()
  return all.some((process) => process.pid === pid)
}

type Row = ChildProcess & { readonly parent: number }

function readProc(): Row[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.flatMap((pid) => {
    try {
      // proc_pid_stat(5): the name in parentheses may hold anything; after it come the state and the parent.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
      return state === 'Z' ? [] : [{ pid: Number(pid), parent: Number(parent), command }]
    } catch {
      // It ended while we read.
      return []
    }
  })
}

async function readPs(): Promise<Row[]> {
  const { output } = await runCommand('ps', ['-A', '-o', 'pid=,ppid=,state=,args='])
  return output.split('\n').flatMap((line) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? []
    if (state === undefined || state.startsWith('Z')) return []
    return [{ pid: Number(pid), parent: Number(parent), command: command ?? '' }]
  })
}
