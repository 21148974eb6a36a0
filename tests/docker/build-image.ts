import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, matchesGlob, posix } from 'node:path'
import { runCommand } from '../run-command.ts'
import { type Instruction, parseDockerfile, type Stage } from './parse-dockerfile.ts'

const repository = join(import.meta.dirname, '../..')

/** What a built image would be: a folder that stands for `/`, and how to run it. */
export type Image = {
  readonly folder: string
  readonly workdir: string
  readonly env: Readonly<Record<string, string>>
  readonly settings: Readonly<Record<string, string>>
}

type Build = {
  readonly base: string
  readonly context: string
  readonly env: Readonly<Record<string, string>>
  readonly images: Map<string, Image>
}

/** The build context: what git knows or would know of, less what .dockerignore names. */
async function copyContext(target: string): Promise<void> {
  const ignored = readFileSync(join(repository, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((pattern) => [pattern, `${pattern}/**`])
  const { output } = await runCommand(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    {
      cwd: repository,
    },
  )
  for (const path of new Set(output.split('\0'))) {
    const source = join(repository, path)
    if (path === '' || !existsSync(source)) continue
    if (!ignored.some((pattern) => matchesGlob(path, pattern))) cpSync(source, join(target, path))
  }
}

/**
 * The environment of a bare image: nothing of this repository's, nothing of the test runner's. Programs that
 * an image installs globally go to a folder of their own, and `chown` does nothing: there is no user `node`.
 */
function bareEnvironment(base: string): Record<string, string> {
  const bin = join(base, 'bin')
  mkdirSync(bin, { recursive: true })
  writeFileSync(join(bin, 'chown'), '#!/bin/sh\n')
  chmodSync(join(bin, 'chown'), 0o755)
  const path = (process.env.PATH ?? '').split(':').filter((folder) => !folder.includes('node_modules'))
  const kept = /^(HOME|LANG|XDG_\w+|(https?|no)_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)$/i
  return {
    ...Object.fromEntries(
      Object.entries(process.env).flatMap(([name, value]) =>
        value && kept.test(name) ? [[name, value]] : [],
      ),
    ),
    npm_config_prefix: base,
    npm_config_prefer_offline: 'true',
    PATH: [bin, dirname(process.execPath), ...path].join(':'),
  }
}

async function copyWithin(from: string, to: string): Promise<void> {
  mkdirSync(to, { recursive: true })
  const names = readdirSync(from).map((name) => join(from, name))
  const { code, output } = await runCommand('cp', ['-a', ...names, to])
  if (code !== 0) throw new Error(output)
}

/** `COPY a b … dest`, from the context or from another stage. */
async function copy({ flags, text }: Instruction, build: Build, image: Image): Promise<void> {
  const source = flags.from ? build.images.get(flags.from)?.folder : build.context
  if (source === undefined) throw new Error(`COPY --from=${flags.from}: there is no such stage.`)
  const words = text.split(/\s+/)
  const target = join(image.folder, posix.resolve(image.workdir, words.pop() ?? '.'))
  for (const word of words) {
    const path = join(source, word)
    const isFolder = readdirSync(dirname(path), { withFileTypes: true }).some(
      (entry) => entry.name === posix.basename(word) && entry.isDirectory(),
    )
    if (word === '.' || isFolder) await copyWithin(path, target)
    else cpSync(path, join(target, posix.basename(word)))
  }
}

async function run(command: string, build: Build, image: Image): Promise<void> {
  // The image's own places, spelled out in a command, lie under the folder that stands for `/`.
  const mapped = command.replace(/(?<=\s)\/(app|data)\b/g, (path) => join(image.folder, path))
  const { code, output } = await runCommand('sh', ['-c', mapped], {
    cwd: join(image.folder, image.workdir),
    env: { ...build.env, ...image.env },
  })
  if (code !== 0) throw new Error(`RUN ${command}\n${output}`)
}

async function apply(instruction: Instruction, build: Build, image: Image): Promise<Image> {
  const { name, text } = instruction
  switch (name) {
    case 'WORKDIR':
      mkdirSync(join(image.folder, text), { recursive: true })
      return { ...image, workdir: text }
    case 'ENV': {
      const [key = '', ...value] = text.split('=')
      return { ...image, env: { ...image.env, [key]: value.join('=') } }
    }
    case 'COPY':
      await copy(instruction, build, image)
      return image
    case 'RUN':
      await run(text, build, image)
      return image
    case 'VOLUME':
    case 'USER':
    case 'EXPOSE':
    case 'HEALTHCHECK':
    case 'CMD':
      return { ...image, settings: { ...image.settings, [name]: text } }
    default:
      throw new Error(`This test does not know the instruction ${name}; teach it before using it.`)
  }
}

async function buildStage(stage: Stage, build: Build): Promise<Image> {
  const folder = join(build.base, `stage-${stage.name}`)
  mkdirSync(folder)
  const parent = build.images.get(stage.from)
  if (parent) await copyWithin(parent.folder, folder)
  let image: Image = { folder, workdir: parent?.workdir ?? '/', env: parent?.env ?? {}, settings: {} }
  mkdirSync(join(folder, image.workdir), { recursive: true })
  for (const instruction of stage.instructions) image = await apply(instruction, build, image)
  return image
}

/**
 * Carries out the repository's Dockerfile in the empty folder `base`, without Docker: every COPY and RUN in
 * order, each stage in a folder of its own. Gives the last stage and the environment commands ran in.
 * @throws Error with the command and what it printed when a step fails.
 */
export async function buildImage(
  base: string,
): Promise<{ image: Image; env: Readonly<Record<string, string>> }> {
  const build: Build = { base, context: join(base, 'context'), env: bareEnvironment(base), images: new Map() }
  await copyContext(build.context)
  for (const stage of parseDockerfile(readFileSync(join(repository, 'Dockerfile'), 'utf8'))) {
    build.images.set(stage.name, await buildStage(stage, build))
  }
  const image = [...build.images.values()].at(-1)
  if (!image) throw new Error('The Dockerfile has no stage.')
  return { image, env: build.env }
}
