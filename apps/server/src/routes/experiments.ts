import type { Handlers, Services } from './handlers.ts'

type ExperimentHandlers = Pick<
  Handlers,
  | 'listExperiments'
  | 'createExperiment'
  | 'createChainOfThoughtExperiment'
  | 'getExperiment'
  | 'streamExperimentEvents'
  | 'renameExperiment'
  | 'pauseExperiment'
  | 'resumeExperiment'
  | 'cancelExperiment'
  | 'runExperimentCells'
  | 'addExperimentScorers'
  | 'removeExperimentScorer'
  | 'listExperimentRows'
  | 'getExperimentCell'
  | 'rateExperimentCell'
  | 'getExperimentResult'
  | 'compareExperiment'
  | 'listComparedCases'
  | 'exportExperiment'
>

export function experimentHandlers({ experiments, results, chainsOfThought }: Services): ExperimentHandlers {
  return {
    listExperiments: ({ query }) => experiments.list(query),
    createExperiment: ({ body }) => experiments.create(body),
    createChainOfThoughtExperiment: ({ body }) => chainsOfThought.measure(body),
    getExperiment: ({ params }) => experiments.get(params.experimentId),
    streamExperimentEvents: ({ params }) => experiments.openEvents(params.experimentId),
    renameExperiment: ({ params, body }) => experiments.rename(params.experimentId, body.name),
    pauseExperiment: ({ params }) => experiments.pause(params.experimentId),
    resumeExperiment: ({ params }) => experiments.resume(params.experimentId),
    cancelExperiment: ({ params }) => experiments.cancel(params.experimentId),
    runExperimentCells: ({ params, body }) => experiments.runCells(params.experimentId, body),
    addExperimentScorers: ({ params, body }) => experiments.addScorers(params.experimentId, body.scorers),
    removeExperimentScorer: ({ params, query }) => experiments.removeScorer(params.experimentId, query.name),
    listExperimentRows: ({ params, query }) => experiments.readWindow(params.experimentId, query),
    getExperimentCell: ({ params }) => experiments.readCell(params.experimentId, params.number),
    rateExperimentCell: ({ params, body }) => experiments.rate(params.experimentId, params.number, body),
    getExperimentResult: ({ params }) => results.summarise(params.experimentId),
    compareExperiment: ({ params, query }) => results.compare(params.experimentId, query),
    listComparedCases: ({ params, query }) => results.listCases(params.experimentId, query),
    exportExperiment: ({ params, query }) => results.export(params.experimentId, query.format),
  }
}
