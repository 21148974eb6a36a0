import { configure } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import type {
  Dataset,
  DatasetRow,
  DatasetVersion,
  Experiment,
  ExperimentCell,
  ExperimentComparison,
  ExperimentResult,
  GridCell,
  GridRow,
  VariantSummary,
} from '@trialogue/contract'
import { defaultParameters, reasoningSchema } from '@trialogue/contract'
import { blankContent } from '@trialogue/prompt'
import { useState } from 'react'
import { type ApiCall, errorAnswer, jsonAnswer, stubApi } from '../../lib/stub-api.ts'
import { renderPart } from '../../lib/test-page.tsx'
import { en as tests } from './locales/en.ts'
import { TestsPage } from './tests-page.tsx'
import type { TestsSearch } from './tests-search.ts'

// A grid is a large page for a browser without a screen: how long it takes to come says nothing about it.
configure({ asyncUtilTimeout: 4_500 })

export const testDatasetId = '01890000-0000-7000-8000-00000000000a'
export const testExperimentId = '01890000-0000-7000-8000-00000000000b'

export function aVersion(overrides: Partial<DatasetVersion> = {}): DatasetVersion {
  return {
    datasetId: testDatasetId,
    number: 1,
    parentNumber: null,
    message: '',
    columns: [
      { id: 0, name: 'question', role: 'variable' },
      { id: 1, name: 'answer', role: 'reference' },
    ],
    rowCount: 2,
    syntheticCount: 0,
    contentSha256: 'a',
    createdAt: 0,
    ...overrides,
  }
}

export function aDataset(overrides: Partial<Dataset> = {}): Dataset {
  return { id: testDatasetId, name: 'Sums', latest: aVersion(), createdAt: 0, updatedAt: 0, ...overrides }
}

const testRows: readonly DatasetRow[] = [
  { id: 1, cells: ['1 + 1', '2'], isSynthetic: false },
  { id: 2, cells: ['2 + 2', '4'], isSynthetic: true },
]

/** For tests: two variants of one model, without and with chain-of-thought, on two cases. */
export function anExperiment(overrides: Partial<Experiment> = {}): Experiment {
  const variant = {
    modelId: 'wren-instruct' as const,
    parameters: defaultParameters,
    name: '',
    body: null,
    promptVersion: null,
  }
  return {
    id: testExperimentId,
    name: 'Sums asked twice',
    status: 'completed',
    revision: 1,
    setup: {
      promptId: null,
      promptVersion: null,
      body: blankContent.body,
      variants: [
        { ...variant, id: 'off', reasoning: reasoningSchema.parse({}) },
        { ...variant, id: 'on', reasoning: reasoningSchema.parse({ strategy: 'zero-shot' }) },
      ],
      samples: 1,
      datasetId: testDatasetId,
      datasetVersion: 1,
      rows: { which: 'all' },
      mapping: [],
      referenceColumn: 'answer',
      sliceColumn: null,
      topLogprobs: null,
    },
    datasetName: 'Sums',
    scorers: [
      {
        id: 'numeric-answer',
        name: 'Number',
        options: {},
        pass: null,
        isNegated: false,
        judge: null,
        otherVariantId: null,
      },
    ],
    itemCount: 2,
    counts: { total: 4, pending: 0, running: 0, done: 4, failed: 0, unscored: 0 },
    remainingMs: null,
    costs: [],
    createdAt: 0,
    finishedAt: 0,
    ...overrides,
  }
}

export function aCell(number: number, overrides: Partial<GridCell> = {}): GridCell {
  return {
    number,
    itemIndex: Math.floor(number / 2),
    variantId: number % 2 === 0 ? 'off' : 'on',
    sampleIndex: 0,
    state: 'done',
    preview: `answer ${number}`,
    hasAnswer: true,
    finishReason: 'stop',
    errorCode: null,
    latencyMs: 120,
    promptTokens: 10,
    completionTokens: 5,
    scores: [{ name: 'Number', value: true, isPass: true, category: 'scored' }],
    rating: null,
    ...overrides,
  }
}

function aGridRow(itemIndex: number): GridRow {
  return {
    itemIndex,
    rowId: itemIndex + 1,
    isSynthetic: false,
    values: [{ name: 'question', preview: testRows[itemIndex]?.cells[0] ?? '' }],
    reference: '2',
    slice: null,
    cells: [aCell(itemIndex * 2), aCell(itemIndex * 2 + 1)],
  }
}

function anOpenedCell(number: number): ExperimentCell {
  return {
    cell: aCell(number),
    item: { values: [{ name: 'question', value: '1 + 1' }], reference: '2' },
    scores: [
      {
        name: 'Number',
        scorerId: 'numeric-answer',
        type: 'boolean',
        value: true,
        isPass: true,
        rationale: { key: 'number-read', values: { read: 2, low: 2, high: 2 } },
        category: 'scored',
      },
    ],
    rating: null,
    runId: null,
    generation: null,
  }
}

function aSummary(variantId: string, value: number): VariantSummary {
  return {
    variantId,
    cells: { pending: 0, running: 0, done: 40, failed: 0 },
    extractionFailures: 1,
    promptTokens: 400,
    completionTokens: 200,
    latency: { totalMs: 4_000, meanMs: 100, medianMs: 100, p95Ms: 200 },
    cost: null,
    scorers: [
      {
        name: 'Number',
        scored: 39,
        noAnswer: 1,
        noReference: 0,
        errors: 0,
        passRate: { value, low: value - 0.1, high: value + 0.1, passed: 40 * value, cases: 40 },
        mean: null,
      },
    ],
    rating: null,
  }
}

const result: ExperimentResult = {
  revision: 1,
  variants: [aSummary('off', 0.25), aSummary('on', 0.75)],
  slices: [],
}

export function aComparison(overrides: Partial<ExperimentComparison> = {}): ExperimentComparison {
  return {
    kind: 'share',
    cases: { unchangedRight: 8, unchangedWrong: 8, fixed: 22, broken: 2, unpaired: 0, elsewhere: 0 },
    base: { value: 0.25, low: 0.14, high: 0.4 },
    other: { value: 0.75, low: 0.6, high: 0.86 },
    difference: { value: 0.5, low: 0.3, high: 0.66 },
    pValue: 0.00004,
    verdict: 'second-better',
    casesNeeded: null,
    baseSpent: { completionTokens: 4, latencyMs: 50 },
    otherSpent: { completionTokens: 60, latencyMs: 700 },
    baseExtractionFailures: 0,
    otherExtractionFailures: 3,
    ...overrides,
  }
}

/** For tests: what the server has. */
type ServerState = {
  datasets: Dataset[]
  rows: readonly DatasetRow[]
  experiment: Experiment
  comparison: ExperimentComparison
}

type Shown = {
  readonly person: UserEvent
  readonly calls: readonly ApiCall[]
  readonly server: ServerState
  /** Where the address leads by now. */
  readonly searches: TestsSearch[]
  /** Tells the page something about the experiment. */
  readonly tell: (event: unknown) => void
}

/** For tests: the page on a server; `answer` says what is answered besides. */
export function showTests(
  search: TestsSearch = {},
  state: Partial<ServerState> = {},
  answer: (call: ApiCall, server: ServerState) => Response | undefined = () => undefined,
): Shown {
  const server: ServerState = {
    datasets: [aDataset()],
    rows: testRows,
    experiment: anExperiment(),
    comparison: aComparison(),
    ...state,
  }
  const stream = openStream()
  const calls = stubApi((call) => answer(call, server) ?? answerUsually(call, server, stream.response))
  const searches: TestsSearch[] = []
  function Page() {
    const [at, setAt] = useState(search)
    return (
      <TestsPage
        search={at}
        onSearch={(next) => {
          searches.push(next)
          setAt(next)
        }}
        menu={null}
        corner={null}
      />
    )
  }
  const person = renderPart(<Page />, { tests })
  return { person, calls, server, searches, tell: stream.tell }
}

function answerUsually({ path, method }: ApiCall, server: ServerState, stream: () => Response): Response {
  const list = (items: readonly unknown[], more: object = { nextCursor: null }) =>
    jsonAnswer({ items, ...more })
  const [place = ''] = path.split('?')
  const experiment = `/api/experiments/${testExperimentId}`
  const rows = [aGridRow(0), aGridRow(1)]
  const cell = /\/cells\/(\d+)$/.exec(place)
  if (method !== 'GET') return errorAnswer('NOT_FOUND', 404)
  if (place === '/api/datasets') return list(server.datasets)
  if (place === '/api/datasets/samples') return list([])
  if (place === `/api/datasets/${testDatasetId}`) return jsonAnswer(server.datasets[0])
  if (place.endsWith('/versions')) return list(server.datasets.map(({ latest }) => latest))
  if (/\/versions\/\d+\/rows$/.test(place)) return list(server.rows, { total: server.rows.length })
  if (place === '/api/experiments') return list([])
  if (place === experiment) return jsonAnswer(server.experiment)
  if (place === `${experiment}/events`) return stream()
  if (place === `${experiment}/rows`) return list(rows, { total: rows.length, revision: 1 })
  if (place === `${experiment}/result`) return jsonAnswer(result)
  if (place === `${experiment}/comparison`) return jsonAnswer(server.comparison)
  if (place === `${experiment}/comparison/cases`) return list([], { total: 0 })
  if (cell?.[1] !== undefined) return jsonAnswer(anOpenedCell(Number(cell[1])))
  if (place === '/api/models' || place === '/api/prompts') return list([])
  return errorAnswer('NOT_FOUND', 404)
}

/** A stream of server-sent events that a test writes. */
function openStream() {
  const bytes = new TransformStream<Uint8Array, Uint8Array>()
  const writer = bytes.writable.getWriter()
  let sequence = 0
  return {
    response: () => new Response(bytes.readable, { headers: { 'content-type': 'text/event-stream' } }),
    tell: (event: unknown) => {
      sequence += 1
      const text = `data: ${JSON.stringify({ sequence, event })}\n\n`
      void writer.write(new TextEncoder().encode(text))
    },
  }
}
