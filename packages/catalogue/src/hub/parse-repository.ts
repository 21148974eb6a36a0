import { AppError } from '@trialogue/contract'

export interface RepositoryReference {
  /** `org/name` */
  readonly name: string
  /** A branch, a tag or a commit; null where the reference does not say. */
  readonly revision: string | null
}

/** A part of a name as the hub allows it: https://huggingface.co/docs/hub/repositories-settings#renaming-or-transferring-a-repo */
const part = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9])?$/
/** Names of git's references, without what could lead elsewhere in a path or an address. */
const revisionPattern = /^(?!.*(?:\.\.|\/\/|@\{))[A-Za-z0-9][A-Za-z0-9._/-]{0,198}$/

/**
 * Reads how people name a repository: `org/name`, `hf:org/name`, either with `@revision` behind it, or its address on a
 * hub, of which any mirror's will do. Throws INVALID_REQUEST.
 */
export function parseRepository(reference: string): RepositoryReference {
  const text = reference.trim()
  const isAddress = /^https?:\/\//i.test(text)
  const { name, revision } = isAddress ? parseAddress(text) : parseName(text.replace(/^hf:(\/\/)?/i, ''))
  const [organization = '', repository = '', ...rest] = name.split('/')
  const isName = [organization, repository].every((one) => part.test(one) && !/--|\.\./.test(one))
  if (!isName || rest.length > 0) {
    throw refused(`“${reference}” names no repository. Write organization/name, or paste its address.`)
  }
  if (revision !== null) checkRevision(revision)
  return { name, revision }
}

/** Throws INVALID_REQUEST for what cannot be a branch, a tag or a commit. */
export function checkRevision(revision: string): void {
  if (revisionPattern.test(revision)) return
  throw refused(`“${revision}” is no branch, tag or commit of a repository.`)
}

function parseName(text: string): RepositoryReference {
  const at = text.indexOf('@')
  return at < 0 ? { name: text, revision: null } : { name: text.slice(0, at), revision: text.slice(at + 1) }
}

/** `/org/name`, `/org/name/tree/revision`, `/org/name/blob/revision/path`: where a browser has been. */
function parseAddress(text: string): RepositoryReference {
  let segments: string[]
  try {
    segments = new URL(text).pathname
      .split('/')
      .filter((one) => one !== '')
      .map(decodeURIComponent)
  } catch {
    throw refused(`“${text}” is no address of a repository.`)
  }
  if (segments[0] === 'models') segments.shift()
  if (segments[0] === 'datasets' || segments[0] === 'spaces') {
    throw refused('That is no model: only repositories of models can be pulled.')
  }
  const [organization = '', repository = '', place, revision] = segments
  const isInside = place === 'tree' || place === 'blob' || place === 'resolve' || place === 'commit'
  return { name: `${organization}/${repository}`, revision: isInside && revision ? revision : null }
}

function refused(message: string): AppError {
  return new AppError('INVALID_REQUEST', message)
}
