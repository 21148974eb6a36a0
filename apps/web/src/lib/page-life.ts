import { newLocalId } from './local-id.ts'

/** Names this page load: what it keeps in the browser is its own, also beside other windows with the same prompt. */
export const pageId = newLocalId()

const storageKey = 'trialogue.page'
const lockPrefix = 'trialogue.page.'

/** The page that this tab showed before a reload, null for a new tab. It is gone, whatever the browser still says. */
const previousPageId = sessionStorage.getItem(storageKey)
sessionStorage.setItem(storageKey, pageId)

/** Holds a lock for as long as the page lives: the browser lets go of it however the page ends. */
export function holdPageLock(): void {
  void locks()?.request(lockPrefix + pageId, () => new Promise(() => {}))
}

/** The pages that live now, this one included. Empty where the browser has no locks: over plain HTTP from elsewhere. */
export async function listLivePages(): Promise<ReadonlySet<string>> {
  const { held = [] } = (await locks()?.query()) ?? {}
  const ids = held.flatMap(({ name }) => (name?.startsWith(lockPrefix) ? name.slice(lockPrefix.length) : []))
  return new Set(ids.filter((id) => id !== previousPageId))
}

/** Not there over plain HTTP from elsewhere, whatever its type says. */
function locks(): LockManager | undefined {
  return navigator.locks ?? undefined
}
