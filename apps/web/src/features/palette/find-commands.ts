import { type Command, type CommandGroup, commandGroups } from '../../lib/commands.ts'
import { paletteCommandId } from './palette-store.ts'
import { scoreMatch } from './score-match.ts'

/** Beyond this, typing another letter helps more than scrolling. */
const maxFound = 60

export type FoundGroup = { readonly group: CommandGroup; readonly commands: readonly Command[] }

/** What fits what was typed, in groups: the group with the best match first; without anything typed in their order. */
export function findCommands(commands: readonly Command[], typed: string): readonly FoundGroup[] {
  const isSearch = typed.trim() !== ''
  const scored = commands.flatMap((command) => {
    // It does not offer to open itself.
    if (command.id === paletteCommandId || (command.isSearchedOnly && !isSearch)) return []
    const score = scoreMatch(typed, `${command.title} ${command.keywords ?? ''}`)
    return score === null ? [] : { command, score }
  })
  const found = scored.toSorted((one, other) => other.score - one.score).slice(0, maxFound)
  const best = (group: CommandGroup) => found.find(({ command }) => command.group === group)?.score ?? -1
  return [...commandGroups]
    .filter((group) => best(group) >= 0)
    .toSorted((one, other) => best(other) - best(one))
    .map((group) => ({
      group,
      commands: found.flatMap(({ command }) => (command.group === group ? command : [])),
    }))
}
