import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'

export type Import = { readonly specifier: string; readonly line: number }
/** A mention of something that only some files may touch: a global name, or a forbidden construct. */
type Mention = { readonly name: string; readonly line: number }

export type SourceFile = {
  /** Relative to the repository, with forward slashes. */
  readonly path: string
  readonly imports: readonly Import[]
  readonly mentions: readonly Mention[]
  /** True when the file holds nothing but re-exports. */
  readonly isBarrel: boolean
}

const skippedFolders = new Set(['node_modules', 'dist', '.git', '.data', '.cache'])
/** What training leaves behind; git ignores it too. */
const skippedPaths = new Set(['packages/training/work'])
const sourceName = /\.(ts|tsx|mts|mjs)$/

/** Every source file under `root`, as paths relative to it. */
export function listSources(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name).split(sep).join('/')
    const isSkipped = skippedFolders.has(entry.name) || skippedPaths.has(path)
    if (entry.isDirectory()) return isSkipped ? [] : listSources(root, path)
    return entry.isFile() && sourceName.test(entry.name) ? [path] : []
  })
}

/** Reads what a file imports and which names it touches. Throws when the file cannot be parsed. */
export function readSource(root: string, path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8')
  const { program, module, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`)
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length
  const imports: Import[] = []
  const mentions: Mention[] = []
  const addImport = (specifier: string, offset: number) =>
    imports.push({ specifier: specifier.replace(/\?.*$/, ''), line: lineOf(offset) })

  for (const item of module.staticImports) addImport(item.moduleRequest.value, item.start)
  for (const entry of module.staticExports.flatMap((item) => item.entries)) {
    if (entry.moduleRequest) addImport(entry.moduleRequest.value, entry.start)
  }
  new Visitor({
    ImportExpression: ({ source, start }) => {
      if (source.type === 'Literal' && typeof source.value === 'string') addImport(source.value, start)
    },
    TSImportType: ({ source, start }) => addImport(source.value, start),
    ImportDeclaration: ({ source, specifiers, start }) => {
      const takesEnv = specifiers.some(({ local }) => local.name === 'env')
      if (takesEnv && /^(node:)?process$/.test(source.value)) {
        mentions.push({ name: 'process.env', line: lineOf(start) })
      }
    },
    MemberExpression: ({ object, property, start }) => {
      const owner = object.type === 'MemberExpression' ? object.property : object
      if (owner.type !== 'Identifier' || property.type !== 'Identifier') return
      mentions.push({ name: `${owner.name}.${property.name}`, line: lineOf(start) })
      const isGlobal = owner.name === 'globalThis' || owner.name === 'window'
      if (isGlobal) mentions.push({ name: property.name, line: lineOf(start) })
    },
    CallExpression: ({ callee, start }) => {
      if (callee.type === 'Identifier') mentions.push({ name: callee.name, line: lineOf(start) })
    },
    NewExpression: ({ callee, start }) => {
      if (callee.type === 'Identifier') mentions.push({ name: callee.name, line: lineOf(start) })
    },
    TSAsExpression: ({ expression, start }) => {
      const isDouble =
        expression.type === 'TSAsExpression' && expression.typeAnnotation.type === 'TSUnknownKeyword'
      if (isDouble) mentions.push({ name: 'as unknown as', line: lineOf(start) })
    },
  }).visit(program)

  const isBarrel =
    program.body.length > 0 &&
    program.body.every(
      (statement) =>
        statement.type === 'ExportAllDeclaration' ||
        (statement.type === 'ExportNamedDeclaration' && statement.source !== null),
    )
  return { path, imports, mentions, isBarrel }
}
