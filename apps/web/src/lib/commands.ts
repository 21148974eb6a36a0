import type { LucideIcon } from 'lucide-react'
import { useEffect, useId } from 'react'
import { create } from 'zustand'
import type { ShortcutId } from './shortcuts.ts'

/** The headings of the command palette, in their order. */
export const commandGroups = ['run', 'prompt', 'reasoning', 'columns', 'view', 'go', 'open', 'help'] as const
export type CommandGroup = (typeof commandGroups)[number]

/** Something a person can do from anywhere: by the command palette, and by its keys if it has some. */
export type Command = {
  /** `run.all`: where it belongs and what it does. */
  readonly id: string
  readonly group: CommandGroup
  /** What it does, in the reader's language, as a button would say it. */
  readonly title: string
  readonly icon?: LucideIcon
  /** Other words that find it. */
  readonly keywords?: string
  /** Its line in the table of shortcuts. */
  readonly shortcut?: ShortcutId
  /** Why it cannot be done now, in the reader's language; absent: it can. */
  readonly disabledReason?: string | undefined
  /** Shown only when it is searched for: one of many, such as the prompts. */
  readonly isSearchedOnly?: boolean
  readonly run: () => void
}

type CommandState = {
  /** What each mounted part of the page offers, in the order in which they were mounted. */
  readonly offers: ReadonlyMap<string, readonly Command[]>
}

const useCommandStore = create<CommandState>()(() => ({ offers: new Map() }))

/**
 * Offers commands for as long as the calling component is mounted. Call it in a component that renders rarely: each
 * rendering offers them anew.
 */
export function useCommands(commands: readonly Command[]): void {
  const source = useId()
  useEffect(() => {
    useCommandStore.setState(({ offers }) => ({ offers: new Map(offers).set(source, commands) }))
  }, [source, commands])
  useEffect(
    () => () =>
      useCommandStore.setState(({ offers }) => {
        const rest = new Map(offers)
        rest.delete(source)
        return { offers: rest }
      }),
    [source],
  )
}

/** Everything that can be done now, in the order of the groups; kept up to date. */
export function useOfferedCommands(): readonly Command[] {
  return listCommands(useCommandStore())
}

/** The command that a shortcut stands for on this page; of two the one offered last. */
export function findCommand(shortcut: ShortcutId): Command | undefined {
  return listCommands(useCommandStore.getState()).findLast((command) => command.shortcut === shortcut)
}

function listCommands({ offers }: CommandState): Command[] {
  const byId = new Map([...offers.values()].flat().map((command) => [command.id, command]))
  return [...byId.values()].toSorted(
    (one, other) => commandGroups.indexOf(one.group) - commandGroups.indexOf(other.group),
  )
}
