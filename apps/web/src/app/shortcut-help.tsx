import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { Dialog } from '../components/dialog.tsx'
import { Keys } from '../components/keys.tsx'
import { shortcuts } from '../lib/shortcuts.ts'

type ShortcutHelpState = {
  readonly isOpen: boolean
  readonly show: () => void
  readonly setOpen: (isOpen: boolean) => void
}

/** Whether the list of shortcuts is open: the rail opens it, and a key. */
export const useShortcutHelp = create<ShortcutHelpState>()((set) => ({
  isOpen: false,
  show: () => set({ isOpen: true }),
  setOpen: (isOpen) => set({ isOpen }),
}))

/** The list of keyboard shortcuts. */
export function ShortcutHelp() {
  const { t } = useTranslation('app')
  const { isOpen, setOpen } = useShortcutHelp()
  return (
    <Dialog
      isText
      isOpen={isOpen}
      onOpenChange={setOpen}
      title={t('help.title')}
      description={t('help.text')}
    >
      <table className="w-full">
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('help.action')}</th>
            <th scope="col">{t('help.key')}</th>
          </tr>
        </thead>
        <tbody>
          {shortcuts.map(({ id, keys }) => (
            <tr key={id} className="border-border border-t">
              <td className="py-2 pr-4">{t(`shortcut.${id}`)}</td>
              <td className="whitespace-nowrap py-2 text-right">
                {keys.map((one, index) => (
                  <span key={one}>
                    {index > 0 ? <span className="px-2 text-muted">{t('help.or')}</span> : null}
                    <Keys keys={one} />
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  )
}
