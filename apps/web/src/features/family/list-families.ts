import { type Model, type ModelKind, modelKindSchema } from '@trialogue/contract'

/** Models of one origin that differ in kind. */
export type Family = {
  readonly id: string
  /** What its models' names begin with, or else its id. */
  readonly name: string
  /** One model of each kind that there is, in the order base, instruct, dialog. */
  readonly members: readonly Model[]
}

/** The families that have two kinds or more, by name. Of two models of one kind the first listed stands for it. */
export function listFamilies(models: readonly Model[]): Family[] {
  const ids = [...new Set(models.map(({ family }) => family))]
  return ids
    .map((id) => toFamily(id, models))
    .filter(({ members }) => members.length > 1)
    .toSorted((one, other) => one.name.localeCompare(other.name))
}

/** The family of most of the given models; of equals the first. */
export function mainFamily(families: readonly Family[], modelIds: readonly string[]): Family | undefined {
  const countOf = ({ members }: Family) => members.filter(({ id }) => modelIds.includes(id)).length
  return families.toSorted((one, other) => countOf(other) - countOf(one))[0]
}

function toFamily(id: string, models: readonly Model[]): Family {
  const ofKind = (kind: ModelKind) => models.find((model) => model.family === id && model.kind === kind)
  const members = modelKindSchema.options.map(ofKind).filter((model) => model !== undefined)
  return { id, name: commonWords(members.map(({ name }) => name)) || id, members }
}

/** The words that all names begin with. */
function commonWords(names: readonly string[]): string {
  const [first = [], ...others] = names.map((name) => name.split(' '))
  const end = first.findIndex((word, index) => others.some((other) => other[index] !== word))
  return (end === -1 ? first : first.slice(0, end)).join(' ')
}
