import { useQuery } from '@tanstack/react-query'
import type { Divergence, Generation, Model } from '@trialogue/contract'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Select } from '../../../components/select.tsx'
import { divergenceQuery } from '../../../lib/queries/branches.ts'
import { modelsQuery } from '../../../lib/queries/models.ts'
import { DivergencePanel } from './divergence-panel.tsx'
import { DivergenceSummary } from './divergence-summary.tsx'
import { mergeTokens } from './merge-tokens.ts'
import { shiftLooks, strongestShift } from './shift-looks.ts'
import { type StripToken, TokenStrip } from './token-strip.tsx'
import { useTokenCursor } from './use-token-cursor.ts'
import { quotedText } from './visible-text.ts'

type DivergenceViewProps = {
  readonly label: string
  readonly modelName: string
  readonly model: Model
  readonly generation: Generation
  readonly stepIndex: number
  readonly onBranch: (tokenIndex: number, tokenId: number) => void
  readonly reason: string | null
}

/** An output as a sibling of the model reads it: which tokens it would have picked itself, and which not. */
export function DivergenceView(props: DivergenceViewProps) {
  const { model, generation, stepIndex } = props
  const { t } = useTranslation('tokens')
  const { data: models } = useQuery(modelsQuery)
  const siblings = (models?.items ?? []).filter(
    ({ id, family }) => family === model.family && id !== model.id,
  )
  const [chosenId, setChosenId] = useState<string | null>(null)
  const other = siblings.find(({ id }) => id === chosenId) ?? siblings[0]
  const { data, error, refetch } = useQuery({
    ...divergenceQuery(generation.id, { modelId: other?.id ?? '', stepIndex }),
    enabled: other !== undefined,
  })
  if (other === undefined) {
    return <p className="text-muted">{t('divergence.none', { family: model.family })}</p>
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2 text-muted text-small">
        <span aria-hidden>{t('divergence.model')}</span>
        <Select
          value={other.id}
          aria-label={t('divergence.model')}
          onChange={setChosenId}
          options={siblings.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </div>
      {error === null ? null : <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined ? (
        error === null ? (
          <p className="text-muted">{t('divergence.waiting', { model: other.name })}</p>
        ) : null
      ) : (
        <ComparedTokens key={other.id} {...props} divergence={data} otherName={other.name} />
      )}
    </div>
  )
}

type ComparedTokensProps = Omit<DivergenceViewProps, 'model' | 'generation' | 'stepIndex'> & {
  readonly divergence: Divergence
  readonly otherName: string
}

function ComparedTokens(props: ComparedTokensProps) {
  const { label, divergence, modelName, otherName, onBranch, reason } = props
  const { t } = useTranslation('tokens')
  const tokens = useMemo(
    () => mergeTokens(divergence.tokens.map((token) => ({ ...token, logprob: token.own.logprob }))),
    [divergence],
  )
  const strip = useMemo(
    () =>
      tokens.map(({ text, pieces }): StripToken => {
        const shift = strongestShift(pieces)
        return {
          text,
          name: t('lens.token', { text: quotedText(text), percent: t(`divergence.shift.${shift}`) }),
          look: shiftLooks[shift],
          isNotable: shift === 'shifted',
        }
      }),
    [tokens, t],
  )
  const cursor = useTokenCursor(strip)
  return (
    <>
      <DivergenceSummary divergence={divergence} otherName={otherName} />
      <TokenStrip
        label={label}
        tokens={strip}
        box={cursor.box}
        active={cursor.active}
        onActive={cursor.setActive}
        onOpen={cursor.open}
      />
      <DivergencePanel
        anchor={cursor.anchor}
        onClose={cursor.close}
        token={tokens[cursor.active]}
        total={divergence.tokens.length}
        modelName={modelName}
        otherName={otherName}
        reason={reason}
        onBranch={(tokenIndex, tokenId) => {
          cursor.close()
          onBranch(tokenIndex, tokenId)
        }}
        onKeyDown={cursor.onPanelKeyDown}
      />
      <details className="text-small">
        <summary className="text-muted">{t('divergence.input', { model: otherName })}</summary>
        <p className="mt-1 whitespace-pre-wrap break-words font-mono text-code">
          {divergence.otherModelInput}
        </p>
      </details>
    </>
  )
}
