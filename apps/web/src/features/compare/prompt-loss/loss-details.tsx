import type { PromptLoss } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../../lib/class-names.ts'
import { formatProbability } from '../tokens/format-probability.ts'
import { likelihoodLooks, likelihoodOf } from '../tokens/likelihood.ts'
import { mergeTokens } from '../tokens/merge-tokens.ts'
import { quotedText } from '../tokens/visible-text.ts'

/** The expected answer token by token, each with its probability after the ones before. */
export function LossDetails({ loss }: { readonly loss: PromptLoss }) {
  const { t, i18n } = useTranslation('tokens')
  return (
    <>
      <h3 className="font-medium text-small">{t('loss.details')}</h3>
      <ul className="mt-1 flex flex-wrap gap-1">
        {mergeTokens(loss.tokens).map(({ from, text, logprob }) => (
          <li
            key={from}
            className="flex max-w-full flex-col items-center rounded-small border border-border px-1"
          >
            <span
              className={classNames(
                'break-all rounded-small font-mono text-code decoration-accent underline-offset-4',
                likelihoodLooks[likelihoodOf(logprob)],
              )}
            >
              {quotedText(text)}
            </span>
            <span className="text-muted text-small tabular-nums">
              {formatProbability(logprob, i18n.language)}
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-muted text-small">{t('loss.hint')}</p>
      {loss.boundary === 'apart' ? <p className="mt-2 text-small">{t('loss.apart')}</p> : null}
    </>
  )
}
