import { useQuery } from '@tanstack/react-query'
import type { Experiment } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { modelsQuery } from '../../../lib/queries/models.ts'

type Variants = Experiment['setup']['variants']

/** What the variants are called, by id: their own names, else the model and whatever else tells them apart. */
export function useVariantLabels(variants: Variants): ReadonlyMap<string, string> {
  const { t } = useTranslation('tests')
  const { data } = useQuery(modelsQuery)
  const differ = (read: (variant: Variants[number]) => unknown) => new Set(variants.map(read)).size > 1
  const isStrategyTold = differ(({ reasoning }) => reasoning.strategy)
  const isTemperatureTold = differ(({ parameters }) => parameters.temperature)
  const isLimitTold = differ(({ parameters }) => parameters.maxTokens)
  const isVersionTold = differ(({ promptVersion }) => promptVersion)
  const labels = variants.map((variant) => {
    const { name, modelId, reasoning, parameters, promptVersion } = variant
    if (name !== '') return name
    return [
      data?.items.find(({ id }) => id === modelId)?.name ?? modelId,
      ...(isVersionTold && promptVersion !== null
        ? [t('dataset.versionName', { number: promptVersion })]
        : []),
      ...(isStrategyTold ? [t(`strategyMark.${reasoning.strategy}`)] : []),
      ...(isTemperatureTold ? [`T ${parameters.temperature}`] : []),
      ...(isLimitTold ? [t('variant.limit', { count: parameters.maxTokens })] : []),
    ].join(' · ')
  })
  return new Map(
    variants.map(({ id }, index) => {
      const label = labels[index] ?? id
      const isAlone = labels.indexOf(label) === labels.lastIndexOf(label)
      return [id, isAlone ? label : `${label} (${index + 1})`]
    }),
  )
}
