import { toErrorRecord } from '@trialogue/contract'
import { configCommand } from './config-command.ts'

/** `trialogue <noun> [<verb>]`: one file per command, each one line here. */
const commands: Readonly<
  Record<string, { about: string; run: (args: readonly string[]) => void | Promise<void> }>
> = {
  config: configCommand,
}

const [name = 'help', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (command === undefined) {
  const lines = Object.entries(commands).map(([noun, { about }]) => `  trialogue ${noun.padEnd(10)} ${about}`)
  console.error(`Commands:\n${lines.join('\n')}`)
  process.exit(name === 'help' ? 0 : 1)
}
try {
  await command.run(args)
} catch (thrown) {
  const { code, message } = toErrorRecord(thrown)
  console.error(code === 'INTERNAL' ? thrown : message)
  process.exit(1)
}
