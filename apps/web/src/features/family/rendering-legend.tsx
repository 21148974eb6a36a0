import { useTranslation } from 'react-i18next'
import { specialLook } from './rendered-text.tsx'

/** What the marks in the renderings stand for. */
export function RenderingLegend() {
  const { t } = useTranslation('family')
  return (
    <ul aria-label={t('legend.label')} className="flex flex-wrap gap-x-6 gap-y-1 text-small">
      <li>
        <span className="font-mono">{t('legend.sample')}</span>{' '}
        <span className="text-muted">{t('legend.shared')}</span>
      </li>
      <li>
        <span className="rounded-small bg-base-tint font-mono text-base">{t('legend.sample')}</span>{' '}
        <span className="rounded-small bg-instruct-tint font-mono text-instruct">{t('legend.sample')}</span>{' '}
        <span className="rounded-small bg-dialog-tint font-mono text-dialog">{t('legend.sample')}</span>{' '}
        <span className="text-muted">{t('legend.own')}</span>
      </li>
      <li>
        <span className={specialLook}>{'<|…|>'}</span>{' '}
        <span className="text-muted">{t('legend.special')}</span>
      </li>
    </ul>
  )
}
