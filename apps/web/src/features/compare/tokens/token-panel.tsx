import type { TokenCandidate, TokenLogprob } from '@trialogue/contract'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { AnchoredPanel } from '../../../components/anchored-panel.tsx'
import { CandidateList } from './candidate-list.tsx'
import { describeId } from './describe-id.ts'
import { formatNats, formatProbability } from './format-probability.ts'
import type { MergedToken } from './merge-tokens.ts'
import { quotedText } from './visible-text.ts'

type TokenPanelProps = {
  readonly anchor: HTMLElement | null
  readonly onClose: () => void
  /** The token that is looked at. */
  readonly token: MergedToken<TokenLogprob> | undefined
  /** Of all that were written. */
  readonly total: number
  /** Puts another token in the place of one. */
  readonly onBranch: (tokenIndex: number, candidate: TokenCandidate) => void
  /** Why the text cannot be gone on from within; null where it can. */
  readonly reason: string | null
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** What the model could have written in the place of a token: one list for each of its pieces. */
export function TokenPanel(props: TokenPanelProps) {
  const { anchor, onClose, token, total, onBranch, reason, onKeyDown } = props
  const { t } = useTranslation('tokens')
  const title = t('panel.title', { number: (token?.from ?? 0) + 1, total })
  return (
    <AnchoredPanel
      anchor={token === undefined ? null : anchor}
      onClose={onClose}
      label={title}
      onKeyDown={onKeyDown}
      className="w-80 p-3"
    >
      <p className="text-muted text-small tabular-nums">{title}</p>
      {token?.pieces.map((piece, index) => (
        <section key={token.from + index} className="mt-2 first-of-type:mt-1">
          {token.pieces.length > 1 ? (
            <p className="text-muted text-small">
              {t('panel.piece', { number: index + 1, total: token.pieces.length })}
            </p>
          ) : null}
          <PieceFacts piece={piece} />
          <CandidateList
            label={t('panel.alternatives')}
            candidates={piece.alternatives}
            written={piece}
            onPick={(candidate) => onBranch(token.from + index, candidate)}
            reason={reason}
          />
        </section>
      ))}
      <p className="mt-2 text-muted text-small">{reason ?? t('panel.branchHint')}</p>
    </AnchoredPanel>
  )
}

function PieceFacts({ piece }: { readonly piece: TokenLogprob }) {
  const { t, i18n } = useTranslation('tokens')
  const { id, text, logprob } = piece
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="break-all font-mono font-semibold text-code">{quotedText(text)}</span>
        <span className="text-small tabular-nums">
          {t('panel.facts', {
            percent: formatProbability(logprob, i18n.language),
            logprob: formatNats(logprob, i18n.language),
          })}
        </span>
      </p>
      <p className="mb-1 text-muted text-small tabular-nums">{describeId(t, { id, text })}</p>
    </>
  )
}
