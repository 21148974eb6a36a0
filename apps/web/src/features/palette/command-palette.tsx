import { Command as CommandIcon } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { lazyPart } from '../../components/lazy-part.tsx'
import { type Command, useCommands } from '../../lib/commands.ts'
import { paletteCommandId, usePalette } from './palette-store.ts'

const CommandList = lazyPart(async () => (await import('./command-list.tsx')).CommandList)

/** Everything that can be done, by name: opens with Ctrl K, is searched by typing, and does one thing. */
export function CommandPalette() {
  const { t } = useTranslation('palette')
  const { isOpen, setOpen } = usePalette()
  const opener = useRef<Element | null>(null)
  const chosen = useRef<Command | null>(null)
  useCommands([
    {
      id: paletteCommandId,
      group: 'help',
      title: t('title'),
      icon: CommandIcon,
      shortcut: 'palette',
      run: () => setOpen(true),
    },
  ])
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-[rgb(0_0_0/45%)]" />
        <Dialog.Content
          data-modal=""
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement
            chosen.current = null
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (opener.current instanceof HTMLElement) opener.current.focus()
            // Only now: a command may act on what has the focus, or open a dialog that must give it back.
            chosen.current?.run()
          }}
          className="fixed top-[12dvh] left-1/2 z-50 flex max-h-[min(32rem,76dvh)] w-[calc(100vw-32px)] max-w-xl -translate-x-1/2 animate-appear flex-col rounded-ui border border-border bg-surface shadow-float"
        >
          <Dialog.Title className="sr-only">{t('title')}</Dialog.Title>
          <CommandList
            onChoose={(command) => {
              chosen.current = command
              setOpen(false)
            }}
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
