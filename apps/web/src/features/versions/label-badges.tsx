import type { VersionLabel } from '@trialogue/contract'
import { latestLabel } from '@trialogue/contract'
import { Tag } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../components/badge.tsx'

/** The labels of one version, as words. */
export function LabelBadges({ labels }: { readonly labels: readonly VersionLabel[] }) {
  const { t } = useTranslation('versions')
  return labels.map(({ name, note }) => (
    <span key={name} title={name === latestLabel ? t('labels.latestHint') : note || undefined}>
      <Badge>
        {name === latestLabel ? null : <Tag size={12} aria-hidden />}
        {name}
      </Badge>
    </span>
  ))
}
