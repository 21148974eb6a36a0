import type { ColumnRole, ImportNotice, ImportPreview } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { ScrollRegion } from '../../../components/scroll-region.tsx'
import { RoleSelect } from './role-select.tsx'

type ImportPreviewTableProps = {
  readonly preview: ImportPreview
  readonly roles: readonly ColumnRole[]
  /** Null where the columns have roles already. */
  readonly onRole: ((place: number, role: ColumnRole) => void) | null
}

/** The beginning of what an import would make, and what was read otherwise than it was written. */
export function ImportPreviewTable({ preview, roles, onRole }: ImportPreviewTableProps) {
  const { t } = useTranslation('tests')
  return (
    <section aria-label={t('import.preview')} className="flex min-w-0 flex-col gap-2">
      <Notices notices={preview.notices} />
      <ScrollRegion label={t('import.preview')} className="max-h-72 rounded-ui border border-border">
        <table className="w-full border-collapse text-left">
          <thead>
            <tr className="border-border border-b">
              {preview.columns.map(({ name }, place) => (
                <th key={name} scope="col" className="min-w-40 p-2 align-top font-medium">
                  <span className="block break-words">{name}</span>
                  {onRole === null ? null : (
                    <RoleSelect
                      aria-label={t('import.role', { name })}
                      role={roles[place] ?? 'variable'}
                      onChange={(role) => onRole(place, role)}
                    />
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.slice(0, 8).map(({ cells }, index) => (
              <tr key={index} className="border-border border-b align-top">
                {preview.columns.map(({ name }, place) => (
                  <td key={name} className="max-w-80 truncate p-2">
                    {cells[place]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}

function Notices({ notices }: { readonly notices: readonly ImportNotice[] }) {
  const { t } = useTranslation('tests')
  if (notices.length === 0) return null
  return (
    <ul className="list-disc pl-5 text-muted text-small">
      {notices.map(({ key }, index) => (
        <li key={index}>{t(`notice.${key}`)}</li>
      ))}
    </ul>
  )
}
