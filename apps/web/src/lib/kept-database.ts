const databaseName = 'trialogue'
const storeName = 'drafts'

let opening: Promise<IDBDatabase> | null = null

/** Writes a value. Rejects where the browser has no IndexedDB or no room. */
export async function putKept(key: string, value: unknown): Promise<void> {
  await act('readwrite', (store) => store.put(value, key))
}

/** Every value whose key begins with `prefix`. */
export async function listKept(prefix: string): Promise<unknown[]> {
  const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`)
  return act('readonly', (store) => store.getAll(range))
}

export async function deleteKept(key: string): Promise<void> {
  await act('readwrite', (store) => store.delete(key))
}

async function act<Result>(
  mode: 'readonly' | 'readwrite',
  request: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const transaction = (await open()).transaction(storeName, mode)
  const asked = request(transaction.objectStore(storeName))
  // Not waiting for the page to be idle: it may be gone then.
  transaction.commit()
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(asked.result)
    transaction.onabort = () => reject(transaction.error ?? asked.error)
    transaction.onerror = () => reject(transaction.error ?? asked.error)
  })
}

function open(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(storeName)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  }).catch((reason: unknown) => {
    opening = null
    throw reason
  })
  return opening
}
