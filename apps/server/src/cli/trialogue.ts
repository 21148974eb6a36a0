import { toErrorRecord } from '@trialogue/contract'
import { configCommand } from './config-command.ts'
import { doctorCommand } from './doctor-command.ts'
import { gpuInstallCommand } from './gpu-install-command.ts'
import { modelsImportCommand } from './models-import-command.ts'
import { modelsListCommand } from './models-list-command.ts'
import { modelsPullCommand } from './models-pull-command.ts'
import { modelsRemoveCommand } from './models-remove-command.ts'
import { modelsVerifyCommand } from './models-verify-command.ts'
import { secretRotateCommand } from './secret-rotate-command.ts'

interface Command {
  readonly about: string
  readonly run: (args: readonly string[]) => void | Promise<void>
}

/** `trialogue <noun> [<verb>]`: one file per command, each one line here. */
const commands: Readonly<Record<string, Command>> = {
  config: configCommand,
  doctor: doctorCommand,
  'gpu install': gpuInstallCommand,
  'models import': modelsImportCommand,
  'models list': modelsListCommand,
  'models pull': modelsPullCommand,
  'models remove': modelsRemoveCommand,
  'models verify': modelsVerifyCommand,
  'secret rotate': secretRotateCommand,
}

/** The command that the words begin with, and the words behind it. */
function findCommand(words: readonly string[]): { command: Command; args: readonly string[] } | undefined {
  for (const count of [2, 1]) {
    const name = words.slice(0, count).join(' ')
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (command !== undefined) return { command, args: words.slice(count) }
  }
  return undefined
}

const words = process.argv.slice(2)
const found = findCommand(words)
if (found === undefined) {
  const lines = Object.entries(commands).map(([name, { about }]) => `  trialogue ${name.padEnd(15)} ${about}`)
  console.error(`Commands:\n${lines.join('\n')}`)
  process.exit(words.length === 0 || words[0] === 'help' ? 0 : 1)
}
try {
  await found.command.run(found.args)
} catch (thrown) {
  const { code, message } = toErrorRecord(thrown)
  console.error(code === 'INTERNAL' ? thrown : message)
  process.exit(1)
}
