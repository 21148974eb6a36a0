import type { Column, Model, Parameters, PromptContent } from '@trialogue/contract'
import { newLocalId } from '../../lib/local-id.ts'

/** As many as the contract takes. */
export const maxColumns = 8

type Change = (content: PromptContent) => PromptContent

const changeColumn =
  (columnId: string, change: (column: Column) => Column): Change =>
  (content) => ({
    ...content,
    columns: content.columns.map((column) => (column.id === columnId ? change(column) : column)),
  })

export function setModel(columnId: string, modelId: string): Change {
  return changeColumn(columnId, (column) => ({ ...column, modelId }))
}

export function setParameters(columnId: string, change: Partial<Parameters>): Change {
  return changeColumn(columnId, (column) => ({ ...column, parameters: { ...column.parameters, ...change } }))
}

/** Gives every column the parameters of one. */
export function copyParametersToAll(columnId: string): Change {
  return (content) => {
    const source = content.columns.find((column) => column.id === columnId)
    if (source === undefined) return content
    const { parameters } = source
    return { ...content, columns: content.columns.map((column) => ({ ...column, parameters })) }
  }
}

/** Gives every column the same seed; null draws a new one for each run. */
export function setSeed(seed: number | null): Change {
  return (content) => ({
    ...content,
    columns: content.columns.map((column) => ({ ...column, parameters: { ...column.parameters, seed } })),
  })
}

/** Adds a column like the last one, with the first model that no column has yet. */
export function addColumn(models: readonly Model[]): Change {
  return (content) => {
    const last = content.columns.at(-1)
    if (last === undefined || content.columns.length >= maxColumns) return content
    const used = new Set(content.columns.map(({ modelId }) => modelId))
    const modelId = models.find((model) => !used.has(model.id))?.id ?? last.modelId
    const added = { id: newLocalId(), modelId, parameters: last.parameters, body: null }
    return { ...content, columns: [...content.columns, added] }
  }
}

/** Puts a column with the same model, parameters and prompt beside it. */
export function duplicateColumn(columnId: string): Change {
  return (content) => {
    const place = content.columns.findIndex(({ id }) => id === columnId)
    const column = content.columns[place]
    if (column === undefined || content.columns.length >= maxColumns) return content
    const copy = { ...column, id: newLocalId() }
    return { ...content, columns: content.columns.toSpliced(place + 1, 0, copy) }
  }
}

/** Drops a column's own prompt: it reads the shared one again. Without an id, all of them do. */
export function shareBody(columnId?: string): Change {
  return (content) => ({
    ...content,
    columns: content.columns.map((column) =>
      columnId === undefined || column.id === columnId ? { ...column, body: null } : column,
    ),
  })
}

/** Removes a column; the last one stays. */
export function removeColumn(columnId: string): Change {
  return (content) =>
    content.columns.length === 1
      ? content
      : { ...content, columns: content.columns.filter(({ id }) => id !== columnId) }
}

/** Swaps a column with its neighbour to the left (-1) or right (1). */
export function moveColumn(columnId: string, direction: -1 | 1): Change {
  return (content) => {
    const from = content.columns.findIndex(({ id }) => id === columnId)
    const moved = content.columns[from]
    const neighbour = content.columns[from + direction]
    if (moved === undefined || neighbour === undefined) return content
    return {
      ...content,
      columns: content.columns.with(from, neighbour).with(from + direction, moved),
    }
  }
}
