/** Where two contents differ. `text` is what stood there and what stands there now, null where it is more than a text. */
export type Change = {
  /** The path with dots between; items of a list go by their id or name: `body.chat.turns.3f2a.template`. */
  readonly place: string
  readonly text: { readonly before: string; readonly after: string } | null
}

/**
 * What changed from one content to the next: one place, `many`, or null where both say the same. Goes only into what is
 * not the same object, so that a keystroke costs next to nothing.
 */
export function locateChange(before: unknown, after: unknown): Change | 'many' | null {
  const found: Change[] = []
  collect(before, after, '', found)
  const [first] = found
  return first === undefined ? null : found.length === 1 ? first : 'many'
}

function collect(before: unknown, after: unknown, path: string, found: Change[]): void {
  if (Object.is(before, after) || found.length > 1) return
  if (typeof before === 'string' && typeof after === 'string') {
    found.push({ place: path, text: { before, after } })
  } else if (Array.isArray(before) && Array.isArray(after)) {
    collectFromLists(before, after, path, found)
  } else if (isRecord(before) && isRecord(after)) {
    for (const key of Object.keys({ ...before, ...after })) {
      collect(before[key], after[key], join(path, key), found)
    }
  } else {
    found.push({ place: path, text: null })
  }
}

function collectFromLists(
  before: readonly unknown[],
  after: readonly unknown[],
  path: string,
  found: Change[],
): void {
  const [oldKeys, newKeys] = [before.map(keyOf), after.map(keyOf)]
  const isSameList = before.length === after.length && oldKeys.every((key, index) => key === newKeys[index])
  if (isSameList) {
    for (const [index, item] of before.entries()) {
      collect(item, after[index], join(path, oldKeys[index] ?? `${index}`), found)
    }
    return
  }
  const added = newKeys.filter((key) => key !== null && !oldKeys.includes(key))
  const isOneMore = added.length === 1 && after.length === before.length + 1
  found.push({ place: isOneMore ? join(path, added[0] ?? '') : path, text: null })
}

function keyOf(item: unknown): string | null {
  if (!isRecord(item)) return null
  const key = item['id'] ?? item['name']
  return typeof key === 'string' ? key : null
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}
