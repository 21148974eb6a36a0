import { posix } from 'node:path'
import {
  layers,
  meaninglessFolders,
  reservedGlobals,
  reservedLibraries,
  reservedLibrariesInTests,
  rooms,
} from './import-table.ts'
import { type Import, listSources, readSource, type SourceFile } from './read-source.ts'

export type Violation = {
  readonly file: string
  readonly line: number
  readonly rule: string
  readonly message: string
}

type Report = (line: number, rule: string, message: string) => void

const ownScope = '@trialogue/'
const isTest = (path: string) => /\.test\.tsx?$/.test(path) || path.startsWith('tests/')
const isUnder = (path: string, places: readonly string[]) =>
  places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place))
const roomOf = (path: string) => Object.entries(rooms).find(([, room]) => path.startsWith(room.folder))

/** The library behind a specifier: `@scope/name/file` is `@scope/name`. */
const libraryOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

/** An import of another package of this repository. */
function checkPackageImport(path: string, { specifier, line }: Import, report: Report) {
  const found = roomOf(path)
  const [name = '', ...inside] = specifier.slice(ownScope.length).split('/')
  if (inside.length > 0) report(line, 'deep-import', `import ${ownScope}${name}, not what lies inside it`)
  if (!found || found[0] === name) return
  const [roomName, room] = found
  if (name === 'testing') {
    if (!isTest(path) && roomName !== 'testing') {
      report(line, 'edge', `only tests import ${ownScope}testing`)
    }
  } else if (room.packages !== 'any' && !room.packages.includes(name)) {
    report(
      line,
      'edge',
      `${roomName} may not import ${name}; it may import: ${room.packages.join(', ') || 'none'}`,
    )
  }
  const layer = layerOf(path)
  if (layer?.packages && !layer.packages.includes(name) && !isTest(path)) {
    report(line, 'layer', `${roomName}/${layer.name} may not import ${name}`)
  }
}

/** An import of a library or of Node. */
function checkLibraryImport(path: string, { specifier, line }: Import, report: Report) {
  const library = libraryOf(specifier)
  const reserved = reservedLibraries.find(({ what }) => what === library)
  const openPlaces = reservedLibrariesInTests[library] ?? []
  const isOpen = isUnder(path, openPlaces) && (isTest(path) || openPlaces.includes(path))
  if (reserved && !isUnder(path, reserved.only) && !isOpen) {
    report(line, 'reserved', `${library} belongs to ${reserved.only.join(', ')}: ${reserved.instead}`)
  }
  const found = roomOf(path)
  if (!found || isTest(path) || found[1].libraries === 'declared') return
  if (!found[1].libraries.includes(library)) {
    report(line, 'pure', `${found[0]} is pure: it may not import ${specifier}`)
  }
}

/** The layer a file lives in: the first folder under its room's `src`. */
function layerOf(path: string) {
  const found = roomOf(path)
  const layersOfRoom = found && layers[found[0]]
  if (!layersOfRoom) return undefined
  const [name = '', unit = ''] = path.slice(`${found[1].folder}src/`.length).split('/')
  const layer = layersOfRoom[name]
  return layer && { ...layer, name, unit, room: found[0] }
}

/** A relative import: it stays in its room and follows the room's layers. */
function checkRelativeImport(path: string, { specifier, line }: Import, report: Report) {
  const target = posix.join(posix.dirname(path), specifier)
  const found = roomOf(path)
  if (found && !target.startsWith(found[1].folder)) {
    report(line, 'deep-import', `${target} lies in another room: import its package by name`)
    return
  }
  const from = layerOf(path)
  if (!found || !from) return
  const [name = '', unit = ''] = target.slice(`${found[1].folder}src/`.length).split('/')
  if (name === from.name) {
    if (from.isolated && unit !== from.unit) {
      report(
        line,
        'layer',
        `${from.room}/${name}/${from.unit} may not import ${name}/${unit}: app/ composes them`,
      )
    }
  } else if (!from.imports.includes(name) && !isTest(path)) {
    report(line, 'layer', `${from.room}/${from.name} may not import ${name}`)
  }
}

function checkMentions(file: SourceFile, report: Report) {
  for (const { name, line } of file.mentions) {
    if (name === 'as unknown as') report(line, 'double-cast', 'parse the value instead of casting it twice')
    if (isTest(file.path)) continue
    for (const { what, within, only, instead } of reservedGlobals) {
      if (name !== what || !file.path.startsWith(within) || isUnder(file.path, only)) continue
      report(line, 'reserved', `${what} belongs to ${only.join(', ')}: ${instead}`)
    }
  }
}

function checkPlace(file: SourceFile, report: Report) {
  const folder = file.path.split('/').find((part) => meaninglessFolders.includes(part))
  if (folder) report(1, 'folder-name', `a folder named ${folder} says nothing: name it after what it holds`)
  // A registry lists what can be added to; a package's index is its door. Nothing else only re-exports.
  const isDoor = /^packages\/[^/]+\/src\/index\.ts$|\/registry\.ts$/.test(file.path)
  if (file.isBarrel && !isDoor) report(1, 'barrel', 'only a package has a barrel: src/index.ts')
  const [place = '', name = ''] = file.path.split('/')
  if ((place === 'packages' || place === 'apps') && !roomOf(file.path)) {
    report(1, 'room', `${place}/${name} is not in tests/check/import-table.ts`)
  }
}

/** Checks one parsed file against the table. */
function checkFile(file: SourceFile): Violation[] {
  const violations: Violation[] = []
  const report: Report = (line, rule, message) => violations.push({ file: file.path, line, rule, message })
  checkPlace(file, report)
  for (const item of file.imports) {
    if (item.specifier.startsWith('.')) checkRelativeImport(file.path, item, report)
    else if (item.specifier.startsWith(ownScope)) checkPackageImport(file.path, item, report)
    else checkLibraryImport(file.path, item, report)
  }
  checkMentions(file, report)
  return violations
}

/** Checks every source file under `root`; `count` says how many were read. */
export function checkImports(root: string): { readonly count: number; readonly violations: Violation[] } {
  const paths = listSources(root)
  return { count: paths.length, violations: paths.flatMap((path) => checkFile(readSource(root, path))) }
}
