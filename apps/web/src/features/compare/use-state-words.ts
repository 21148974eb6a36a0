import type { Generation } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../lib/format-number.ts'
import { type GenerationState, generationState } from './generation-state.ts'

/** Says where a generation stands, with its speed while it writes (tokens a second, null: not known). */
export function useStateWords(): (generation: Generation | null, tokensPerSecond?: number | null) => string {
  const { t, i18n } = useTranslation('compare')
  const number = (value: number) => formatNumber(value, i18n.language)

  function say(state: GenerationState, tokensPerSecond: number | null): string {
    switch (state.name) {
      case 'queued':
        return state.ahead === null || state.ahead === 0
          ? t('state.queued')
          : t('state.queuedAhead', { count: state.ahead })
      case 'loading':
        return state.percent === null
          ? t('state.loading')
          : t('state.loadingPercent', { percent: state.percent })
      case 'prefilling':
        return state.read === null
          ? t('state.prefilling')
          : t('state.prefillingTokens', { done: number(state.read.done), total: number(state.read.total) })
      case 'writing':
      case 'answering':
        return tokensPerSecond === null
          ? t(`state.${state.name}`)
          : t(`state.${state.name}Speed`, { speed: number(Math.round(tokensPerSecond)) })
      case 'stopped':
        return t('state.stopped', { count: state.tokens })
      default:
        return t(`state.${state.name}`)
    }
  }

  return (generation, tokensPerSecond = null) =>
    generation === null ? t('state.idle') : say(generationState(generation), tokensPerSecond)
}
