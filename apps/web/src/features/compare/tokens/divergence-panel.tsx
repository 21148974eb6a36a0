import type { DivergentToken, TokenView } from '@trialogue/contract'
import { GitBranch } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { AnchoredPanel } from '../../../components/anchored-panel.tsx'
import { Button } from '../../../components/button.tsx'
import { CandidateList } from './candidate-list.tsx'
import { formatNats, formatProbability } from './format-probability.ts'
import type { MergedToken } from './merge-tokens.ts'

type DivergencePanelProps = {
  readonly anchor: HTMLElement | null
  readonly onClose: () => void
  readonly token: MergedToken<DivergentToken & { readonly logprob: number }> | undefined
  readonly total: number
  readonly modelName: string
  readonly otherName: string
  /** Puts another token in the place of one; the model that wrote goes on. */
  readonly onBranch: (tokenIndex: number, tokenId: number) => void
  readonly reason: string | null
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** What both models could have gone on with in one place, side by side. */
export function DivergencePanel(props: DivergencePanelProps) {
  const { anchor, onClose, token, total, modelName, otherName, onBranch, reason, onKeyDown } = props
  const { t, i18n } = useTranslation('tokens')
  const title = t('panel.title', { number: (token?.from ?? 0) + 1, total })
  return (
    <AnchoredPanel
      anchor={token === undefined ? null : anchor}
      onClose={onClose}
      label={title}
      onKeyDown={onKeyDown}
      className="w-[40rem] p-3"
    >
      <p className="text-muted text-small tabular-nums">{title}</p>
      {token?.pieces.map((piece, index) => {
        const choice = piece.other.alternatives[0]
        const isSame = choice === undefined || choice.id === piece.id
        const why = isSame ? t('divergence.sameChoice') : reason
        return (
          <section key={token.from + index} className="mt-2 flex flex-col gap-2">
            <p className="flex flex-wrap gap-x-2 text-small tabular-nums">
              <span title={t(`divergence.shiftHint.${piece.shift}`)}>
                {t(`divergence.shift.${piece.shift}`)}
              </span>
              <span className="text-muted">
                {t('divergence.klHere', { value: formatNats(piece.klAtLeast, i18n.language) })}
              </span>
            </p>
            <Button
              size="small"
              aria-disabled={why !== null}
              title={why ?? undefined}
              className="self-start"
              onClick={() => {
                const tokenId = choice?.id ?? null
                if (why === null && tokenId !== null) onBranch(token.from + index, tokenId)
              }}
            >
              <GitBranch size={16} aria-hidden />
              {t('divergence.go', { model: otherName })}
            </Button>
            <div className="grid gap-3 tablet:grid-cols-2">
              <View label={t('divergence.wrote', { model: modelName })} piece={piece} view={piece.own} />
              <View label={t('divergence.reads', { model: otherName })} piece={piece} view={piece.other} />
            </div>
          </section>
        )
      })}
    </AnchoredPanel>
  )
}

type ViewProps = { readonly label: string; readonly piece: DivergentToken; readonly view: TokenView }

function View({ label, piece, view }: ViewProps) {
  const { t, i18n } = useTranslation('tokens')
  const rank = view.rank === null ? t('panel.notRanked', { count: 50 }) : view.rank
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap justify-between gap-x-2 text-muted text-small">
        <span>{label}</span>
        <span className="tabular-nums">
          {formatProbability(view.logprob, i18n.language)} · {t('divergence.rank', { rank })}
        </span>
      </p>
      <CandidateList
        label={label}
        candidates={view.alternatives}
        written={{ id: piece.id, text: piece.text, logprob: view.logprob }}
        onPick={null}
        reason={null}
      />
    </div>
  )
}
