import { useTranslation } from 'react-i18next'
import type { ChangedSetting } from './compare-settings.ts'

/** The settings in which two versions differ. */
export function SettingsTable({ settings }: { readonly settings: readonly ChangedSetting[] }) {
  const { t } = useTranslation('versions')
  if (settings.length === 0) return <p className="text-muted">{t('diff.sameSettings')}</p>
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-left text-ui">
        <caption className="pb-1 text-left font-semibold">{t('diff.settings')}</caption>
        <thead>
          <tr className="border-border border-b text-muted text-small">
            <th className="py-1 pr-4 font-medium">{t('diff.setting')}</th>
            <th className="py-1 pr-4 font-medium">{t('diff.before')}</th>
            <th className="py-1 font-medium">{t('diff.after')}</th>
          </tr>
        </thead>
        <tbody>
          {settings.map(({ path, before, after }) => (
            <tr key={path} className="border-border border-b align-top">
              <td className="py-1 pr-4 font-mono text-code">{path}</td>
              <td className="break-all py-1 pr-4 font-mono text-code">{before ?? t('diff.unset')}</td>
              <td className="break-all py-1 font-mono text-code">{after ?? t('diff.unset')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
