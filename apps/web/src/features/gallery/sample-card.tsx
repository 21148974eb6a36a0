import type { GallerySample } from '@trialogue/prompt'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { KindChip } from '../../components/kind-chip.tsx'

type CardProps = {
  readonly sample: GallerySample
  readonly isBusy: boolean
  readonly onOpen: () => void
}

/** One sample: what it is called, what it teaches, for whom it is made; all of it opens it. */
export function SampleCard({ sample, isBusy, onOpen }: CardProps) {
  const { t } = useTranslation('gallery')
  const title = t(`sample.${sample.id}.title`)
  return (
    <li className="relative flex flex-col gap-2 rounded-ui border border-border bg-surface p-4 hover:border-control">
      <h3 className="font-semibold text-ui">{title}</h3>
      <p className="flex-1 text-ui">{t(`sample.${sample.id}.lesson`)}</p>
      <p className="text-muted text-small">{sample.tags.map((tag) => t(`tag.${tag}`)).join(' · ')}</p>
      <div className="flex items-center gap-1.5">
        {sample.kinds.map((kind) => (
          <KindChip key={kind} kind={kind} />
        ))}
        <span className="flex-1" />
        <Button
          size="small"
          aria-label={t('openNamed', { title })}
          aria-disabled={isBusy}
          className="after:absolute after:inset-0 after:rounded-ui"
          onClick={() => {
            if (!isBusy) onOpen()
          }}
        >
          {t('open')}
        </Button>
      </div>
    </li>
  )
}
