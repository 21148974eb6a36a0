import type { PromptBody, PromptContent } from '@trialogue/contract'

/** One line of the settings table: a setting that differs between two versions, as text. */
export interface ChangedSetting {
  /** `samples`, `body.type`, `reasoning.trigger`, `columns.2.temperature`, … */
  readonly path: string
  readonly before: string | null
  readonly after: string | null
}

/** The settings (not the texts) in which two contents differ, in a stable order; null where one has no such setting. */
export function compareSettings(before: PromptContent, after: PromptContent): ChangedSetting[] {
  const left = settingsOf(before)
  const right = settingsOf(after)
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((path) => ({ path, before: left.get(path) ?? null, after: right.get(path) ?? null }))
    .filter((setting) => setting.before !== setting.after)
}

/** Every setting (not the texts) of a content, in a stable order. */
export function listSettings(content: PromptContent): [path: string, value: string][] {
  return [...settingsOf(content)]
}

function settingsOf(content: PromptContent): Map<string, string> {
  const settings = new Map<string, string>()
  const put = (prefix: string, values: object): void => {
    for (const [name, value] of Object.entries(values)) settings.set(prefix + name, describeValue(value))
  }
  const putBody = (prefix: string, { type, completionFrame }: PromptBody) =>
    put(prefix, { type, completionFrame })
  putBody('body.', content.body)
  put('', { samples: content.samples })
  put('reasoning.', content.reasoning)
  for (const [index, column] of content.columns.entries()) {
    put(`columns.${index + 1}.`, { model: column.modelId, ...column.parameters })
    if (column.body !== null) putBody(`columns.${index + 1}.body.`, column.body)
  }
  return settings
}

/** As JSON; a text without its quotes, unless they show something: that it is empty, or has spaces at its ends. */
function describeValue(value: unknown): string {
  return typeof value === 'string' && value !== '' && value === value.trim() ? value : JSON.stringify(value)
}
