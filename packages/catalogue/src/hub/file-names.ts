import { AppError } from '@trialogue/contract'

/** What may be fetched: graphs, weights as plain numbers, settings and texts. No pickles, archives or programs. */
const allowed = /\.(onnx|onnx_data(_\d+)?|onnx\.data|safetensors|json|jinja|txt|md)$|(^|\/)LICENSE$/

/** A path that stays where it is on every system: no drive, no climbing, no backslash, nothing hidden. */
const segment = /^[A-Za-z0-9_][A-Za-z0-9._+@ -]{0,199}$/

/** Names that Windows gives to devices. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** Whether a file of a repository may be fetched, by its name alone. */
export function isAllowedFile(path: string): boolean {
  return allowed.test(path) && isSafePath(path)
}

export function isSafePath(path: string): boolean {
  const segments = path.split('/')
  return (
    path.length <= 500 &&
    segments.length <= 8 &&
    segments.every((one) => segment.test(one) && !device.test(one) && !/[. ]$/.test(one))
  )
}

/** Throws DOWNLOAD_CORRUPT for a path that could lead out of the folder it belongs into. */
export function checkPath(path: string): void {
  if (isSafePath(path)) return
  throw new AppError(
    'DOWNLOAD_CORRUPT',
    `The repository has a file whose name could lead out of its folder: ${JSON.stringify(path)}. Do not use it.`,
    { details: { path, reason: 'name' } },
  )
}
