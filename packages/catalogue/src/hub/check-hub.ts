import { type HubState, toErrorRecord } from '@trialogue/contract'
import { createHubRequester } from './hub-request.ts'
import type { HubSettings } from './hub-settings.ts'

const PATIENCE_MS = 5_000

/** Whether the hub can be reached: asks it once, for something small. Throws nothing. */
export async function checkHub(settings: HubSettings): Promise<HubState> {
  const { endpoint, token, cacheFolder, isOffline } = settings
  const known = { url: endpoint, hasToken: token !== null, cacheFolder }
  if (isOffline) return { ...known, state: 'off', detail: 'HF_HUB_OFFLINE is set.' }
  // Nobody waits for a second attempt here, and it asks without the token: it shall only tell that there is a hub.
  const requester = createHubRequester({ ...settings, token: null }, () =>
    Promise.reject(new Error('Asked once.')),
  )
  const signal = AbortSignal.timeout(PATIENCE_MS)
  try {
    const url = `${endpoint}/api/models?limit=1`
    const { body } = await requester.get({ url, signal, about: { repository: 'any' } })
    await body.dump()
    return { ...known, state: 'reachable', detail: '' }
  } catch (thrown) {
    const { code, message } = toErrorRecord(thrown)
    const detail = code === 'INTERNAL' ? `${endpoint} does not answer.` : message
    return { ...known, state: 'unreachable', detail }
  } finally {
    await requester.close()
  }
}
