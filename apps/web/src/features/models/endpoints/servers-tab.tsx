import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type ModelsSearch, withoutDialog } from '../models-search.ts'
import { endpointsQuery } from '../queries.ts'
import { EndpointDialog } from './endpoint-dialog.tsx'
import { EndpointList } from './endpoint-list.tsx'
import { RemoveEndpointDialog } from './remove-endpoint-dialog.tsx'

type ServersTabProps = { readonly search: ModelsSearch; readonly onSearch: (search: ModelsSearch) => void }

/** The servers, and the dialogs about them. */
export function ServersTab({ search, onSearch }: ServersTabProps) {
  const { data } = useQuery(endpointsQuery)
  // A server that was just connected is asked for its models without being told to.
  const [fresh, setFresh] = useState<string | null>(null)
  const endpoint = data?.items.find(({ name }) => name === search.server) ?? null
  const close = () => onSearch(withoutDialog(search))
  return (
    <>
      <EndpointList fresh={fresh} onSearch={onSearch} />
      {search.dialog === 'server' && (search.server === undefined || endpoint !== null) ? (
        <EndpointDialog
          key={search.server ?? ''}
          endpoint={endpoint}
          onClose={close}
          onConnected={setFresh}
        />
      ) : null}
      {search.dialog === 'remove-server' && endpoint !== null ? (
        <RemoveEndpointDialog endpoint={endpoint} onClose={close} />
      ) : null}
    </>
  )
}
