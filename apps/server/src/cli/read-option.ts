import { type ParseArgsConfig, parseArgs } from 'node:util'
import { AppError } from '@trialogue/contract'

/** What is wrong with the words of a command, and how it is used. */
export function invalidUse(message: string, usage: string): AppError {
  return new AppError('INVALID_REQUEST', `${message}\n\n${usage}`)
}

/** One of a set of words; null where the option is not given. Throws INVALID_REQUEST. */
export function chooseWord<T extends string>(
  option: string,
  value: string | undefined,
  choices: readonly T[],
  usage: string,
): T | null {
  if (value === undefined) return null
  const chosen = choices.find((choice) => choice === value)
  if (chosen !== undefined) return chosen
  throw invalidUse(`--${option} ${value} is not one of ${choices.join(', ')}.`, usage)
}

/** The options of a command, and the words that belong to none of them. Throws INVALID_REQUEST. */
export function parseWords<const Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
  usage: string,
) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (thrown) {
    throw invalidUse(thrown instanceof Error ? thrown.message : String(thrown), usage)
  }
}
