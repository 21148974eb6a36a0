import { access, realpath } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type ModelKind, type ModelManifest, modelIdSchema } from '@trialogue/contract'
import { refused } from './import-error.ts'
import { readModelCard } from './read-model-card.ts'
import { readSourceJson } from './read-source-json.ts'

/** What whoever imports a model may decide about it. */
export interface ImportNames {
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly kind?: ModelKind | undefined
}

/** What the model itself says. */
export interface ModelFacts {
  readonly parameterCount: number
  readonly contextLength: number
  /** How its weights are stored, for people. */
  readonly storage: string
}

/** A repository's name inside the cache of Hugging Face's tools: `models--<org>--<name>/snapshots/<revision>`. */
const cachedRepository = /models--([^/\\]+)--([^/\\]+)[/\\]snapshots[/\\][^/\\]+$/

/** Endings that tell members of one family apart. */
const kindEnding = /[-_. ](base|pretrained|pt|instruct|it|chat|dialog|sft|dpo)$/i

async function hasChatTemplate(folder: string): Promise<boolean> {
  for (const name of ['chat_template.jinja', 'chat_template.json']) {
    const isThere = await access(join(folder, name)).then(
      () => true,
      () => false,
    )
    if (isThere) return true
  }
  const { chat_template: template } = await readSourceJson(folder, 'tokenizer_config.json')
  return (typeof template === 'string' || Array.isArray(template)) && template.length > 0
}

/**
 * A model without a chat template was never taught turns. One with a template follows instructions; that it is made for
 * conversations only its name can tell.
 */
async function guessKind(folder: string, name: string): Promise<ModelKind> {
  if (!(await hasChatTemplate(folder))) return 'base'
  return /chat|dialog/i.test(name) ? 'dialog' : 'instruct'
}

async function defaultNames(folder: string): Promise<{ readonly id: string; readonly name: string }> {
  const path = await realpath(folder)
  const [, organization, repository] = cachedRepository.exec(path) ?? []
  if (organization && repository) return { id: `hf:${organization}/${repository}`, name: repository }
  const name = basename(path)
  return { id: name.replace(/[^A-Za-z0-9._@-]+/g, '-').replace(/^[^A-Za-z0-9]+/, ''), name }
}

/**
 * What the manifest of an imported model says. Throws INVALID_REQUEST when there is no id that may be one.
 */
export async function describeImport(
  folder: string,
  names: ImportNames,
  { storage, ...facts }: ModelFacts,
): Promise<Omit<ModelManifest, 'files' | 'formatVersion'>> {
  const defaults = await defaultNames(folder)
  const { id = defaults.id, name = defaults.name } = names
  const problem = modelIdSchema.safeParse(id).error?.issues[0]?.message
  if (problem !== undefined)
    throw refused(`“${id}” cannot be a model's id: ${problem}. Choose one with --id.`)
  if (name.trim() === '') throw refused('A model needs a name. Choose one with --name.')
  const { licence, languages } = await readModelCard(folder)
  const { architectures, model_type: type = 'model' } = await readSourceJson(folder, 'config.json')
  const architecture = Array.isArray(architectures) ? architectures[0] : type
  return {
    id,
    name,
    kind: names.kind ?? (await guessKind(folder, defaults.name)),
    family: defaults.name.toLowerCase().replace(kindEnding, ''),
    licence,
    languages: [...languages],
    description: `Imported from ${defaults.name} (${String(architecture)}, ${storage}).`,
    ...facts,
  }
}
