import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { defaultParameters, type PromptContent } from '@trialogue/contract'
import { ModelsPage } from '../features/models/models-page.tsx'
import { samplesQuery } from '../lib/queries/samples.ts'
import { PageCorner } from './page-corner.tsx'
import { PageMenu } from './page-menu.tsx'
import { useNewPrompt } from './use-new-prompt.ts'

const route = getRouteApi('/models')

/** The models, with what is looked at in the address. */
export function ModelsRoute() {
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const { make, error } = useNewPrompt()
  const compare = async (family: string, modelIds: readonly string[]) => {
    const [sample] = await queryClient.ensureQueryData(samplesQuery)
    if (sample !== undefined) make({ name: family, content: withColumns(sample.content, modelIds) })
  }
  return (
    <ModelsPage
      search={route.useSearch()}
      onSearch={(search) => void navigate({ search })}
      onCompare={(family, modelIds) => void compare(family, modelIds)}
      compareError={error}
      menu={<PageMenu />}
      corner={<PageCorner />}
    />
  )
}

function withColumns(content: PromptContent, modelIds: readonly string[]): PromptContent {
  const columns = modelIds.map((modelId, index) => ({
    id: `column-${index + 1}`,
    modelId,
    parameters: defaultParameters,
    body: null,
  }))
  return { ...content, columns }
}
