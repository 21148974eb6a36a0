import './texts.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Generation, Model, RunRequest } from '@trialogue/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SegmentedControl } from '../../../components/segmented-control.tsx'
import { modelsQuery } from '../../../lib/queries/models.ts'
import { branchGeneration } from '../branch-actions.ts'
import { isUnfinished } from '../generation-state.ts'
import { BranchDiff } from './branch-diff.tsx'
import { BranchList } from './branch-list.tsx'
import { DivergenceView } from './divergence-view.tsx'
import { NoProbabilities } from './no-probabilities.tsx'
import { ProbabilityView } from './probability-view.tsx'
import { StepChoice } from './step-choice.tsx'

type TokensViewProps = {
  readonly columnId: string
  readonly modelName: string
  /** The column's model; null while it is not known. */
  readonly model: Model | null
  readonly generation: Generation | null
  /** What the generation's run was asked. */
  readonly request: RunRequest | null
}

type Mode = 'probability' | 'divergence'

/** An output token by token: how sure the model was, what else it could have written, and what a sibling makes of it. */
export function TokensView(props: TokensViewProps) {
  const { modelName, generation } = props
  const { t } = useTranslation('tokens')
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t('lens.region', { model: modelName })}
      className="flex h-full flex-col gap-3 overflow-auto overscroll-contain px-3 pt-1 pb-3 -outline-offset-2"
    >
      {generation === null ? (
        <NoProbabilities {...props} />
      ) : (
        <GenerationTokens key={generation.id} {...props} generation={generation} />
      )}
    </section>
  )
}

function GenerationTokens(props: TokensViewProps & { readonly generation: Generation }) {
  const { columnId, generation, request } = props
  const { t } = useTranslation('tokens')
  const queryClient = useQueryClient()
  const { data: models } = useQuery(modelsQuery)
  // The column may have another model by now than the one that wrote.
  const model = models?.items.find(({ id }) => id === generation.modelId) ?? null
  const modelName = model?.name ?? generation.modelId
  const branch = request?.branch ?? null
  const [chosenStep, setChosenStep] = useState(branch?.stepIndex ?? 0)
  const [mode, setMode] = useState<Mode>('probability')
  const [isComparing, setIsComparing] = useState(false)
  const stepIndex = Math.min(chosenStep, Math.max(0, generation.steps.length - 1))
  const step = generation.steps[stepIndex]
  const reason = useReason(model, generation, stepIndex)
  const branchAt = (tokenIndex: number, tokenId: number) =>
    void branchGeneration(queryClient, generation, { stepIndex, tokenIndex, tokenId })
  const label = t('lens.text', { model: modelName })
  return (
    <>
      <BranchList {...{ columnId, generation, isComparing }} onCompare={setIsComparing} />
      <div className="flex flex-wrap gap-2 empty:hidden">
        <StepChoice steps={generation.steps} chosen={stepIndex} onChoose={setChosenStep} />
        <SegmentedControl
          label={t('lens.mode')}
          value={mode}
          onChange={setMode}
          segments={[
            { value: 'probability', label: t('lens.probability') },
            {
              value: 'divergence',
              label: t('lens.divergence'),
              disabledReason:
                model?.source === 'endpoint'
                  ? t('divergence.elsewhere')
                  : isUnfinished(generation)
                    ? t('panel.notNow')
                    : undefined,
            },
          ]}
        />
      </div>
      {isComparing && branch !== null ? (
        <BranchDiff generation={generation} branch={branch} />
      ) : mode === 'divergence' && model !== null && !isUnfinished(generation) ? (
        <DivergenceView {...{ label, modelName, model, generation, stepIndex, reason }} onBranch={branchAt} />
      ) : step !== undefined && step.logprobs.length === 0 && step.text !== '' ? (
        <NoProbabilities {...props} modelName={modelName} model={model} />
      ) : (
        <ProbabilityView
          key={stepIndex}
          label={label}
          logprobs={step?.logprobs ?? []}
          reason={reason}
          onBranch={(tokenIndex, { id }) => {
            if (id !== null) branchAt(tokenIndex, id)
          }}
        />
      )}
    </>
  )
}

/** Why a text cannot be gone on from within; null where it can. */
function useReason(model: Model | null, generation: Generation, stepIndex: number): string | null {
  const { t } = useTranslation('tokens')
  const step = generation.steps[stepIndex]
  if (step?.kind === 'branching') return t('panel.noBranch')
  if (isUnfinished(generation) || step?.tokenIds == null) return t('panel.notNow')
  return model?.capabilities.forcedTokens === false ? t('panel.cannot') : null
}
