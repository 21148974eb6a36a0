import { useTranslation } from 'react-i18next'
import { Dialog } from '../components/dialog.tsx'
import { Keys } from '../components/keys.tsx'
import { shortcuts } from '../lib/shortcuts.ts'

/** The list of keyboard shortcuts. */
export function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('app')
  return (
    <Dialog isText isOpen onOpenChange={onClose} title={t('help.title')} description={t('help.text')}>
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
