import { getRouteApi } from '@tanstack/react-router'
import { useShownCode } from '../features/code/shown-code.ts'
import { RunPage } from '../features/history/run-page.tsx'
import { PageCorner } from './page-corner.tsx'
import { PageMenu } from './page-menu.tsx'

const route = getRouteApi('/runs/$runId')

/** One run, beside another one where the address says so. */
export function RunRoute() {
  const { runId } = route.useParams()
  const navigate = route.useNavigate()
  const showCode = useShownCode((state) => state.show)
  return (
    <RunPage
      key={runId}
      runId={runId}
      search={route.useSearch()}
      onSearch={(search) => void navigate({ search })}
      onCode={showCode}
      menu={<PageMenu />}
      corner={<PageCorner />}
    />
  )
}
