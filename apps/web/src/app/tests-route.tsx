import { getRouteApi } from '@tanstack/react-router'
import { TestsPage } from '../features/tests/tests-page.tsx'
import { PageCorner } from './page-corner.tsx'
import { PageMenu } from './page-menu.tsx'

const route = getRouteApi('/tests')

/** Data sets and experiments, with what is looked at in the address. */
export function TestsRoute() {
  const navigate = route.useNavigate()
  return (
    <TestsPage
      search={route.useSearch()}
      onSearch={(search, options = {}) => void navigate({ search, replace: options.isSamePlace ?? false })}
      menu={<PageMenu />}
      corner={<PageCorner />}
    />
  )
}
