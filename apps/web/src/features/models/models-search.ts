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

/** Reads an address; what is none is left out. Without the contract's schemas: the first screen reads addresses as well. */
export function readModelsSearch(search: Readonly<Record<string, unknown>>): ModelsSearch {
  const dialog = dialogs.find((one) => one === search['dialog'])
  const text = (name: string) => (typeof search[name] === 'string' ? search[name] : '')
  const [model, server, repository] = [text('model'), text('server'), text('repository')]
  return {
    ...(search['tab'] === 'servers' ? { tab: 'servers' } : {}),
    ...(model === '' ? {} : { model }),
    ...(server === '' ? {} : { server }),
    ...(dialog === undefined ? {} : { dialog }),
    ...(repository === '' ? {} : { repository }),
  }
}

/** The same place without a dialog. */
export function withoutDialog({ tab, model }: ModelsSearch): ModelsSearch {
  return { ...(tab === undefined ? {} : { tab }), ...(model === undefined ? {} : { model }) }
}
