import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Keys } from '../../components/keys.tsx'
import { classNames } from '../../lib/class-names.ts'
import { type Command, useOfferedCommands } from '../../lib/commands.ts'
import { shortcuts } from '../../lib/shortcuts.ts'
import { findCommands } from './find-commands.ts'

type Props = { readonly onChoose: (command: Command) => void }

/** A search field and what it finds. The focus stays in the field; arrow keys move the choice (WAI-ARIA combobox). */
export function CommandList({ onChoose }: Props) {
  const { t } = useTranslation('palette')
  const listId = useId()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  // The dialog gives the focus to what it holds when it opens: this list may come a moment later.
  useEffect(() => field.current?.focus(), [])
  const groups = findCommands(useOfferedCommands(), typed)
  const commands = groups.flatMap((found) => found.commands)
  const optionId = (command: Command) => `${listId}-${command.id}`
  const activeCommand = commands[active]

  function choose(command: Command | undefined) {
    if (command !== undefined && command.disabledReason === undefined) onChoose(command)
  }

  function pressKey(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) setActive((active + step + commands.length) % Math.max(1, commands.length))
    if (event.key === 'Enter') choose(activeCommand)
    if (step !== undefined || event.key === 'Enter') event.preventDefault()
  }

  return (
    <>
      <input
        ref={field}
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={activeCommand === undefined ? undefined : optionId(activeCommand)}
        aria-label={t('search')}
        placeholder={t('search')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setActive(0)
        }}
        onKeyDown={pressKey}
        className="h-12 shrink-0 rounded-t-ui border-border border-b bg-transparent px-4 text-output -outline-offset-2"
      />
      <div id={listId} role="listbox" aria-label={t('title')} className="min-h-0 overflow-auto p-1">
        {groups.map(({ group, commands: members }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
          <div key={group} role="group" aria-labelledby={`${listId}-${group}`}>
            <div id={`${listId}-${group}`} className="px-3 pt-2 pb-1 font-medium text-muted text-small">
              {t(`group.${group}`)}
            </div>
            {members.map((command) => (
              <CommandOption
                key={command.id}
                id={optionId(command)}
                command={command}
                isActive={command === activeCommand}
                onActive={() => setActive(commands.indexOf(command))}
                onChoose={() => choose(command)}
              />
            ))}
          </div>
        ))}
        {commands.length === 0 ? <p className="px-3 py-2 text-muted">{t('none')}</p> : null}
      </div>
    </>
  )
}

type OptionProps = {
  readonly id: string
  readonly command: Command
  readonly isActive: boolean
  readonly onActive: () => void
  readonly onChoose: () => void
}

function CommandOption({ id, command, isActive, onActive, onChoose }: OptionProps) {
  const { icon: Icon, title, disabledReason, shortcut } = command
  const keys = shortcuts.find((known) => known.id === shortcut)?.keys[0]
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the search field, which keeps the focus
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      aria-disabled={disabledReason !== undefined}
      ref={isActive ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
      onClick={onChoose}
      onPointerMove={onActive}
      className={classNames(
        'flex min-h-9 cursor-pointer items-center gap-3 rounded-small px-3 py-1.5 aria-disabled:cursor-default pointer-coarse:min-h-11',
        isActive && 'bg-hover',
      )}
    >
      <span className="w-4 shrink-0 text-muted">
        {Icon === undefined ? null : <Icon size={16} aria-hidden />}
      </span>
      <span className="min-w-0 flex-1">
        <span className={classNames('block truncate', disabledReason !== undefined && 'text-muted')}>
          {title}
        </span>
        {disabledReason === undefined ? null : (
          <span className="block text-muted text-small">{disabledReason}</span>
        )}
      </span>
      {keys === undefined ? null : (
        <span className="pointer-coarse:hidden">
          <Keys keys={keys} />
        </span>
      )}
    </div>
  )
}
