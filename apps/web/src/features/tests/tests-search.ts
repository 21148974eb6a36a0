const dialogs = ['import', 'experiment', 'chain-of-thought'] as const
const filters = ['all', 'failed', 'different', 'unrated', 'slow'] as const
const changes = ['fixed', 'broken', 'unchanged', 'unpaired'] as const
const ids = ['dataset', 'experiment', 'base', 'variant', 'other', 'scorer', 'slice'] as const

/** What the page shows as the address has it: the list, the data set or the experiment that is open, the dialog above. */
export type TestsSearch = {
  /** Absent: experiments. */
  readonly tab?: 'datasets'
  readonly dialog?: (typeof dialogs)[number]
  readonly dataset?: string
  /** Of the data set; absent is the newest. */
  readonly version?: number
  readonly experiment?: string
  /** Absent: the grid. */
  readonly view?: 'results'
  readonly filter?: (typeof filters)[number]
  readonly slice?: string
  /** Number of the cell that is open. */
  readonly cell?: number
  /** What is compared: the scorer, two variants, and the experiment of the second where it is another one. */
  readonly scorer?: string
  readonly base?: string
  readonly variant?: string
  readonly other?: string
  readonly change?: (typeof changes)[number]
}

/** Goes somewhere; `isSamePlace` makes no entry in the browser's history. */
export type GoTo = (search: TestsSearch, options?: { readonly isSamePlace?: boolean }) => void

/** Reads an address; what is none is left out. Plain code: the first screen reads addresses too, without our schemas. */
export function readTestsSearch(search: Readonly<Record<string, unknown>>): TestsSearch {
  const dialog = dialogs.find((one) => one === search['dialog'])
  const filter = filters.find((one) => one === search['filter'])
  const change = changes.find((one) => one === search['change'])
  const { version, cell } = search
  const texts = ids.flatMap((name) => {
    const value = search[name]
    // The router reads an address as JSON: a slice called 3 comes as a number.
    if (typeof value === 'number') return [[name, String(value)]]
    return typeof value === 'string' && value !== '' ? [[name, value]] : []
  })
  return {
    ...(search['tab'] === 'datasets' ? { tab: 'datasets' } : {}),
    ...(search['view'] === 'results' ? { view: 'results' } : {}),
    ...(dialog === undefined ? {} : { dialog }),
    ...(filter === undefined || filter === 'all' ? {} : { filter }),
    ...(change === undefined ? {} : { change }),
    ...(typeof version === 'number' && Number.isInteger(version) && version > 0 ? { version } : {}),
    ...(typeof cell === 'number' && Number.isInteger(cell) && cell >= 0 ? { cell } : {}),
    ...Object.fromEntries(texts),
  }
}

/** The same place without a dialog. */
export function withoutDialog({ dialog: _, ...rest }: TestsSearch): TestsSearch {
  return rest
}

/** The same place without an open cell. */
export function withoutCell({ cell: _, ...rest }: TestsSearch): TestsSearch {
  return rest
}
