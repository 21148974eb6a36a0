import type { TokenCandidate, TokenLogprob } from '@trialogue/contract'
import { useDeferredValue, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { formatProbability } from './format-probability.ts'
import { isUnlikely, likelihoodLooks, likelihoodOf } from './likelihood.ts'
import { LikelihoodLegend } from './likelihood-legend.tsx'
import { mergeTokens } from './merge-tokens.ts'
import { StatisticsLine } from './statistics-line.tsx'
import { TokenPanel } from './token-panel.tsx'
import { tokenStatistics } from './token-statistics.ts'
import { type StripToken, TokenStrip } from './token-strip.tsx'
import { useTokenCursor } from './use-token-cursor.ts'
import { quotedText } from './visible-text.ts'

type ProbabilityViewProps = {
  readonly label: string
  readonly logprobs: readonly TokenLogprob[]
  readonly onBranch: (tokenIndex: number, candidate: TokenCandidate) => void
  /** Why the text cannot be gone on from within; null where it can. */
  readonly reason: string | null
}

/** A text with how sure the model was of each token. */
export function ProbabilityView(props: ProbabilityViewProps) {
  const { label, onBranch, reason } = props
  const { t, i18n } = useTranslation('tokens')
  const { language } = i18n
  // While a text is written, whatever else the page does goes before.
  const logprobs = useDeferredValue(props.logprobs)
  const tokens = useMemo(() => mergeTokens(logprobs), [logprobs])
  const statistics = useMemo(() => tokenStatistics(logprobs), [logprobs])
  const strip = useMemo(
    () =>
      tokens.map(
        ({ text, logprob }): StripToken => ({
          text,
          name: `${quotedText(text)}, ${formatProbability(logprob, language)}`,
          look: likelihoodLooks[likelihoodOf(logprob)],
          isNotable: isUnlikely(logprob),
        }),
      ),
    [tokens, language],
  )
  const cursor = useTokenCursor(strip)
  if (statistics === null) return <p className="text-muted">{t('lens.waiting')}</p>
  return (
    <div className="flex flex-col gap-2">
      <StatisticsLine
        statistics={statistics}
        onMinimum={() => cursor.goTo(tokens.findLastIndex(({ from }) => from <= statistics.minimumAt))}
      />
      <LikelihoodLegend />
      <TokenStrip
        label={label}
        tokens={strip}
        box={cursor.box}
        active={cursor.active}
        onActive={cursor.setActive}
        onOpen={cursor.open}
      />
      <TokenPanel
        anchor={cursor.anchor}
        onClose={cursor.close}
        token={tokens[cursor.active]}
        total={logprobs.length}
        reason={reason}
        onBranch={(tokenIndex, candidate) => {
          cursor.close()
          onBranch(tokenIndex, candidate)
        }}
        onKeyDown={cursor.onPanelKeyDown}
      />
      <p className="text-muted text-small pointer-coarse:hidden">{t('lens.keys')}</p>
    </div>
  )
}
