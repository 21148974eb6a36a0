import { getRouteApi } from '@tanstack/react-router'
import { HistoryPage } from '../features/history/history-page.tsx'
import { PageCorner } from './page-corner.tsx'
import { PageMenu } from './page-menu.tsx'

const route = getRouteApi('/history')

/** The list of runs, with its filters in the address. */
export function HistoryRoute() {
  const navigate = route.useNavigate()
  return (
    <HistoryPage
      search={route.useSearch()}
      onSearch={(search) => void navigate({ search, replace: true })}
      menu={<PageMenu />}
      corner={<PageCorner />}
    />
  )
}
