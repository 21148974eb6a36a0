import { type Family, type Model, modelKindSchema } from '@trialogue/contract'

export type ModelFamily = { readonly id: string; readonly name: string; readonly models: readonly Model[] }

const order = modelKindSchema.options

/** Siblings together, base before instruct before dialog; families as their first model came. */
export function groupFamilies(models: readonly Model[], families: readonly Family[]): ModelFamily[] {
  const byFamily = Map.groupBy(models, ({ family }) => family)
  return [...byFamily].map(([id, siblings]) => ({
    id,
    name: families.find((family) => family.id === id)?.name ?? commonWords(siblings) ?? id,
    models: siblings.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind)),
  }))
}

/** The words with which the names of all siblings begin: "Wren" of "Wren base" and "Wren dialog". Null for none. */
function commonWords(models: readonly Model[]): string | null {
  if (models.length < 2) return null
  const [first = [], ...others] = models.map(({ name }) => name.split(' '))
  const end = first.findIndex((word, index) => others.some((words) => words[index] !== word))
  return first.slice(0, end === -1 ? first.length : end).join(' ') || null
}

/** Of a family's models the ones to look at side by side: one of each kind, the first that came. */
export function onePerKind(models: readonly Model[]): Model[] {
  return order.flatMap((kind) => models.find((model) => model.kind === kind) ?? [])
}
