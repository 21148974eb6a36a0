import { endpointNameSchema, modelIdSchema } from '@trialogue/contract'

const dialogs = ['pull', 'card', 'remove', 'server', 'remove-server'] as const
type ModelsDialog = (typeof dialogs)[number]

/** What the page shows as the address has it: the tab, the model or server that is looked at, the dialog above it. */
export type ModelsSearch = {
  /** Absent: the models on this machine. */
  readonly tab?: 'servers'
  /** The model whose details are open. */
  readonly model?: string
  /** The server that a dialog is about; none for a new one. */
  readonly server?: string
  readonly dialog?: ModelsDialog
  /** What the dialog that pulls has in its field. */
  readonly repository?: string
}

/** Reads an address; what is none is left out. */
export function readModelsSearch(search: Readonly<Record<string, unknown>>): ModelsSearch {
  const model = modelIdSchema.safeParse(search['model'])
  const server = endpointNameSchema.safeParse(search['server'])
  const dialog = dialogs.find((one) => one === search['dialog'])
  const { repository } = search
  return {
    ...(search['tab'] === 'servers' ? { tab: 'servers' } : {}),
    ...(model.success ? { model: model.data } : {}),
    ...(server.success ? { server: server.data } : {}),
    ...(dialog === undefined ? {} : { dialog }),
    ...(typeof repository === 'string' && repository !== '' ? { repository } : {}),
  }
}

/** The same place without a dialog. */
export function withoutDialog({ tab, model }: ModelsSearch): ModelsSearch {
  return { ...(tab === undefined ? {} : { tab }), ...(model === undefined ? {} : { model }) }
}
