import { draftSide, type VersionSide, type VersionView } from '../features/versions/version-view.ts'

const promptTabs = ['compose', 'versions'] as const
export type PromptTab = (typeof promptTabs)[number]

/**
 * What the address of a prompt says beyond the prompt: `?tab=versions&v=12&cmp=11`. `v` is the version looked at, `cmp`
 * what it is compared with; `cmp` without `v` compares the draft.
 */
export type PromptSearch = {
  readonly tab?: PromptTab
  readonly v?: number
  readonly cmp?: VersionSide
}

/** Reads an address; what makes no sense in it is left out. */
export function readPromptSearch(search: Readonly<Record<string, unknown>>): PromptSearch {
  const tab = promptTabs.find((known) => known === search['tab'])
  const v = readNumber(search['v'])
  const cmp = search['cmp'] === draftSide ? draftSide : readNumber(search['cmp'])
  return {
    ...(tab === undefined ? {} : { tab }),
    ...(v === null ? {} : { v }),
    ...(cmp === null || cmp === (v ?? draftSide) ? {} : { cmp }),
  }
}

/** Which version, or which two, an address shows; null for none. */
export function viewOfSearch({ v, cmp }: PromptSearch): VersionView | null {
  return v === undefined && cmp === undefined ? null : { shown: v ?? draftSide, before: cmp ?? null }
}

/** The address of a view, on the tab that it has. */
export function searchOfView({ tab }: PromptSearch, view: VersionView | null): PromptSearch {
  return readPromptSearch({ tab, v: view?.shown, cmp: view?.before })
}

function readNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null
}
