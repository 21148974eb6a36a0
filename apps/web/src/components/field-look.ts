/** What every field that takes text looks like; heights and padding are the field's own. */
export const fieldLook =
  'w-full min-w-0 rounded-ui border border-control bg-surface text-ui text-text ' +
  'focus-visible:-outline-offset-1 disabled:opacity-60 aria-invalid:border-failure'
