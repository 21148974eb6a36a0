import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/dialog.tsx'
import { Notice } from '../../components/notice.tsx'
import { useErrorText } from '../../lib/use-error-text.ts'
import type { Family } from './list-families.ts'
import { RenderedPrompt } from './rendered-prompt.tsx'
import { RenderingLegend } from './rendering-legend.tsx'
import { useRenderings } from './use-renderings.ts'

type RenderingsDialogProps = { readonly family: Family; readonly onClose: () => void }

/** One prompt as each kind of a family reads it, side by side. */
export function RenderingsDialog({ family, onClose }: RenderingsDialogProps) {
  const { t } = useTranslation('family')
  const errorText = useErrorText()
  const { byModel, error } = useRenderings(family)
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      size="large"
      title={t('renderings.title', { family: family.name })}
      description={t('renderings.intro')}
    >
      <div className="flex flex-col gap-4">
        <RenderingLegend />
        {error === null ? null : <Notice tone="failure">{errorText(error)}</Notice>}
        <div className="grid auto-cols-fr grid-cols-1 gap-4 tablet:grid-flow-col">
          {family.members.map((model) => (
            <RenderedPrompt key={model.id} model={model} rendering={byModel.get(model.id) ?? null} />
          ))}
        </div>
      </div>
    </Dialog>
  )
}
