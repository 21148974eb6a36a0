import { useQuery } from '@tanstack/react-query'
import type { Generation, Model, RunRequest } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { modelsQuery } from '../../../lib/queries/models.ts'
import { isTooLarge } from '../record-logprobs.ts'

type NoProbabilitiesProps = {
  readonly modelName: string
  readonly model: Model | null
  readonly generation: Generation | null
  readonly request: RunRequest | null
}

/** Why there is nothing to see, and what would change that. */
export function NoProbabilities({ modelName, model, generation, request }: NoProbabilitiesProps) {
  const { t } = useTranslation('tokens')
  const { data } = useQuery(modelsQuery)
  if (model !== null && !model.capabilities.logprobs) {
    const able = (data?.items ?? [])
      .filter(({ capabilities }) => capabilities.logprobs)
      .map(({ name }) => name)
    return (
      <p className="text-muted">
        {t('lens.noModel', { model: modelName })}{' '}
        {able.length === 0 ? t('lens.ableNone') : t('lens.able', { models: able.join(', ') })}
      </p>
    )
  }
  if (generation === null) return <p className="text-muted">{t('lens.none')}</p>
  if (request !== null && isTooLarge(request)) return <p className="text-muted">{t('lens.tooMany')}</p>
  return <p className="text-muted">{t('lens.notRecorded')}</p>
}
