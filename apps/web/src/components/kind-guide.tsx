import type { ModelKind } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { KindChip } from './kind-chip.tsx'
import { lazyPart } from './lazy-part.tsx'
import { Popover } from './popover.tsx'

const KindExplanation = lazyPart(async () => (await import('./kind-explanation.tsx')).KindExplanation)

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
