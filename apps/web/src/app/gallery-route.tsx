import { getRouteApi } from '@tanstack/react-router'
import { GalleryPage } from '../features/gallery/gallery-page.tsx'
import { PageCorner } from './page-corner.tsx'
import { PageMenu } from './page-menu.tsx'
import { useNewPrompt } from './use-new-prompt.ts'

const route = getRouteApi('/gallery')

/** The samples, with their filters in the address. */
export function GalleryRoute() {
  const navigate = route.useNavigate()
  const { make, isPending, error } = useNewPrompt()
  return (
    <GalleryPage
      search={route.useSearch()}
      onSearch={(search) => void navigate({ search, replace: true })}
      onOpen={make}
      isOpening={isPending}
      error={error}
      menu={<PageMenu />}
      corner={<PageCorner />}
    />
  )
}
