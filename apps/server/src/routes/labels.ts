import type { Handlers, Services } from './handlers.ts'

type LabelHandlers = Pick<Handlers, 'listLabels' | 'getLabel' | 'setLabel' | 'removeLabel' | 'listLabelMoves'>

export function labelHandlers({ labels }: Services): LabelHandlers {
  return {
    listLabels: ({ params }) => labels.list(params.promptId),
    getLabel: ({ params }) => labels.get(params.promptId, params.name),
    setLabel: ({ params, body }) => labels.set(params.promptId, params.name, body),
    removeLabel: ({ params, query }) => labels.remove(params.promptId, params.name, query.note),
    listLabelMoves: ({ params, query }) => labels.listMoves(params.promptId, params.name, query),
  }
}
