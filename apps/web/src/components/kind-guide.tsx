import type { ModelKind } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { KindChip } from './kind-chip.tsx'
import { Popover } from './popover.tsx'

/** A kind's chip that explains it: what such a model does, how to prompt it, an example. */
export function KindGuide({ kind }: { readonly kind: ModelKind }) {
  const { t } = useTranslation('words')
  const title = t('kindGuide.title', { kind: t(`kind.${kind}`) })
  return (
    <Popover
      label={title}
      className="flex w-80 flex-col gap-3 p-4"
      trigger={
        <button
          type="button"
          aria-label={title}
          className="inline-flex h-8 shrink-0 items-center rounded-ui px-0.5 hover:bg-hover pointer-coarse:h-11"
        >
          <KindChip kind={kind} />
        </button>
      }
    >
      <KindExplanation kind={kind} />
    </Popover>
  )
}

function KindExplanation({ kind }: { readonly kind: ModelKind }) {
  const { t } = useTranslation('words')
  return (
    <>
      <p className="font-semibold">{t(`kindGuide.${kind}.does`)}</p>
      <div>
        <h3 className="font-medium text-muted text-small">{t('kindGuide.how')}</h3>
        <p className="mt-1">{t(`kindGuide.${kind}.how`)}</p>
      </div>
      <div>
        <h3 className="font-medium text-muted text-small">{t('kindGuide.example')}</h3>
        <pre className="mt-1 whitespace-pre-wrap rounded-small bg-hover p-2 font-mono text-code">
          {t(`kindGuide.${kind}.example`)}
        </pre>
      </div>
    </>
  )
}
