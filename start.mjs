/**
 * Starts Trialogue: builds the web app when its sources changed, then runs the server.
 *
 * `npx -y pnpm@12 start` installs what is missing and then comes here; `node start.mjs` comes here directly
 * and never touches the network. It uses nothing but Node itself, and only what Node 20 understands: the
 * Node 24 that runs the server comes with the installed packages. Arguments go to the server, except
 * `--build-only`, which ends after the build.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))
const web = join(root, 'apps/web')
const installAdvice =
  'With a network, run once:\n\n    npx -y pnpm@12 start\n\nAfterwards `node start.mjs` works without one.'

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message)
  process.exit(1)
}

/** @param {string} version @param {[number, number]} oldest */
function isAtLeast(version, [major, minor]) {
  const [ownMajor = 0, ownMinor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return ownMajor > major || (ownMajor === major && ownMinor >= minor)
}

/** pnpm keeps a copy of the lockfile it installed from: the same text means the same packages. */
function checkInstallation() {
  const installed = join(root, 'node_modules/.pnpm/lock.yaml')
  if (!existsSync(installed)) fail(`The packages Trialogue needs are not installed yet. ${installAdvice}`)
  if (readFileSync(installed, 'utf8') !== readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')) {
    fail(`The installed packages do not match this version of Trialogue. ${installAdvice}`)
  }
}

/** The Node that runs the server: the installed one, or this one where none is installed (macOS, Windows). */
function findNode() {
  for (const node of [join(root, 'node_modules/.bin/node'), process.execPath]) {
    const { stdout, status } = spawnSync(node, ['--version'], { encoding: 'utf8' })
    // 22.18 is the first that runs TypeScript files as they are.
    if (status === 0 && isAtLeast(stdout.trim(), [22, 18])) return node
  }
  return fail(
    `Trialogue needs Node 22.18 or newer on this system; this is Node ${process.versions.node}.\n` +
      'Install the current LTS version from https://nodejs.org and start again.',
  )
}

/** Every file under `folder` (or the file itself), but for tests and what tools leave behind.
 * @param {string} path @returns {string[]} */
function listFiles(path) {
  if (!existsSync(path)) return []
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (['node_modules', 'dist'].includes(entry.name) || /\.test\.tsx?$/.test(entry.name)) return []
      const inside = join(path, entry.name)
      return entry.isDirectory() ? listFiles(inside) : [inside]
    })
}

/** The folders of this repository's packages that a manifest depends on, directly or through another.
 * @param {string} folder @returns {string[]} */
function workspaceFolders(folder) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return Object.keys(dependencies)
    .filter((name) => name.startsWith('@trialogue/'))
    .map((name) => join(root, 'packages', name.slice('@trialogue/'.length)))
    .flatMap((inside) => [inside, ...workspaceFolders(inside)])
}

/** One hash of everything the web app is built from. */
function hashWebSources() {
  const folders = new Set([web, ...workspaceFolders(web)])
  const hash = createHash('sha256')
  for (const file of [join(root, 'pnpm-lock.yaml'), ...[...folders].flatMap(listFiles)]) {
    hash.update(`${relative(root, file)}\n`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** @param {string} node */
function buildWebApp(node) {
  const hash = hashWebSources()
  const stamp = join(web, 'dist/.source-hash')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  console.log('Building the web app. This happens once, and again after an update …')
  const vite = join(web, 'node_modules/vite/bin/vite.js')
  const { status } = spawnSync(node, [vite, 'build', '--logLevel', 'warn'], { cwd: web, stdio: 'inherit' })
  if (status !== 0) fail('The web app could not be built; the reason stands above.')
  writeFileSync(stamp, hash)
}

/**
 * The processes that brought us here, out to the outermost npx, npm or pnpm. Empty where there is no /proc.
 */
function listLaunchers() {
  /** @type {number[]} */
  const ancestors = []
  let count = 0
  for (let pid = process.ppid; pid > 1 && existsSync(`/proc/${pid}/stat`); ) {
    ancestors.push(pid)
    // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: pid, name in brackets, state, parent.
    const [, name = '', parent = '0'] =
      /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    if (/^p?npm/.test(name)) count = ancestors.length
    pid = Number(parent)
  }
  return ancestors.slice(0, count)
}

/** @param {string} node */
function runServer(node) {
  const main = join(root, 'apps/server/src/main.ts')
  const server = spawn(node, [main, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
  process.on('SIGTERM', () => server.kill('SIGTERM'))
  process.on('SIGHUP', () => server.kill('SIGHUP'))
  // Ctrl+C in a terminal reaches the server by itself; sent twice it would cut its orderly end short.
  process.on('SIGINT', () => process.stdin.isTTY || server.kill('SIGINT'))
  // npx puts a shell between itself and pnpm, and a shell passes no signal on: when npx is ended, the server
  // must not stay behind with the port and the data folder.
  const launchers = listLaunchers()
  if (launchers.length > 0) {
    setInterval(() => {
      if (!launchers.every((pid) => existsSync(`/proc/${pid}`))) server.kill('SIGTERM')
    }, 1000)
  }
  server.on('error', (error) => fail(`The server could not be started: ${error.message}`))
  server.on('exit', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)))
}

if (!isAtLeast(process.versions.node, [20, 19])) {
  fail(`Trialogue needs Node 20.19 or newer; this is Node ${process.versions.node}. See https://nodejs.org.`)
}
checkInstallation()
const node = findNode()
buildWebApp(node)
if (process.argv[2] !== '--build-only') runServer(node)
