import { spawn } from 'node:child_process'

export type CommandResult = { readonly code: number; readonly output: string }

/**
 * Runs a program to its end; standard output and error come back together, in the order they arrived.
 * A program that cannot be started or dies of a signal counts as failed (code 1), never as an exception.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; echo?: boolean } = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const chunks: Buffer[] = []
    const collect = (chunk: Buffer) => {
      chunks.push(chunk)
      if (options.echo) process.stdout.write(chunk)
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error) => resolve({ code: 1, output: `${command}: ${error.message}\n` }))
    child.on('close', (code, signal) => {
      const output = Buffer.concat(chunks).toString('utf8')
      resolve({ code: code ?? 1, output: signal ? `${output}\n${command} was ended by ${signal}\n` : output })
    })
  })
}
