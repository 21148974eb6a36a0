import { homedir } from 'node:os'
import { join } from 'node:path'
import type { HubSettings } from '@trialogue/catalogue'
import { AppError } from '@trialogue/contract'
import { type DevicePreference, devicePreferences } from '@trialogue/inference'
import { z } from 'zod'
import { describeHubSettings, readHubSettings } from './hub-settings.ts'
import { isLongSecret, shortSecret } from './secrets.ts'

/** Checked settings of one server. Times in milliseconds, sizes in bytes. */
export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  /** Host names, besides the loopback ones, under which the server may be addressed. */
  readonly allowedHosts: readonly string[]
  readonly allowInsecureHost: boolean
  readonly logLevel: LogLevel
  /** Runs that may be under way at once; one more is refused with ENGINE_BUSY. */
  readonly maxActiveRuns: number
  /** Where models run. */
  readonly device: DevicePreference
  /** A model that nobody asks is unloaded after so long; null never. */
  readonly idleUnloadMs: number | null
  /** What Trialogue and its models may hold together; null leaves it to the machine. */
  readonly memoryLimitBytes: number | null
  /** What keys are sealed with, newest first; empty where the store has its own. */
  readonly secrets: readonly string[]
  /** Holds the secrets, one a line; null where none is named. */
  readonly secretFile: string | null
  /** `host` or `host:port` of endpoints in private networks that may be used where others can reach the server. */
  readonly allowedPrivateEndpoints: readonly string[]
  /** Where models are pulled from. */
  readonly hub: HubSettings
}

const logLevelSchema = z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'])
type LogLevel = z.infer<typeof logLevelSchema>

type Environment = Readonly<Record<string, string | undefined>>

interface Setting {
  readonly name: `TRIALOGUE_${string}`
  readonly about: string
  readonly fallback: (environment: Environment) => string
  /** Its value is never shown. */
  readonly isSecret?: true
}

/** Those that are called after Trialogue; the hub's have their own names. */
type OwnKey = Exclude<keyof Config, 'hub'>

/** Every setting, in the order `trialogue config` lists them. */
const settings = {
  port: {
    name: 'TRIALOGUE_PORT',
    about: 'Port to listen on; 0 takes any free one.',
    fallback: () => '7357',
  },
  host: {
    name: 'TRIALOGUE_HOST',
    about: 'Address to listen on. Anything but loopback needs TRIALOGUE_ALLOW_INSECURE_HOST=1.',
    fallback: () => '127.0.0.1',
  },
  dataDir: {
    name: 'TRIALOGUE_DATA_DIR',
    about: 'Folder of the database, its backups and imported models; made when it is missing.',
    fallback: userDataDir,
  },
  allowedHosts: {
    name: 'TRIALOGUE_ALLOWED_HOSTS',
    about: 'Comma-separated host names, besides localhost, that browsers may use to reach the server.',
    fallback: () => '',
  },
  allowInsecureHost: {
    name: 'TRIALOGUE_ALLOW_INSECURE_HOST',
    about: '1 accepts a host that other machines can reach, although there are no accounts yet.',
    fallback: () => '0',
  },
  logLevel: {
    name: 'TRIALOGUE_LOG_LEVEL',
    about: `What is logged to standard error: ${logLevelSchema.options.join(', ')}.`,
    fallback: () => 'warn',
  },
  maxActiveRuns: {
    name: 'TRIALOGUE_MAX_ACTIVE_RUNS',
    about: 'Runs that may be under way at once; one more is refused until one ends.',
    fallback: () => '16',
  },
  device: {
    name: 'TRIALOGUE_DEVICE',
    about: `Where models run: ${devicePreferences.join(', ')}. auto takes a GPU that works and is faster.`,
    fallback: () => 'auto',
  },
  idleUnloadMs: {
    name: 'TRIALOGUE_IDLE_UNLOAD_MINUTES',
    about: 'A model that nobody has asked for so long is unloaded, bundled ones too; 0 keeps them loaded.',
    fallback: () => '15',
  },
  memoryLimitBytes: {
    name: 'TRIALOGUE_MEMORY_LIMIT_MB',
    about:
      'Megabytes that Trialogue and its models may hold together; 0 leaves it to the machine or container.',
    fallback: () => '0',
  },
  secrets: {
    name: 'TRIALOGUE_SECRET',
    about:
      'What keys of endpoints are sealed with, 32 characters or more; after a comma, older ones to open with.',
    fallback: () => '',
    isSecret: true,
  },
  secretFile: {
    name: 'TRIALOGUE_SECRET_FILE',
    about:
      'File with these secrets, one a line, the newest first. Without either, secret.key in the data folder.',
    fallback: () => '',
  },
  allowedPrivateEndpoints: {
    name: 'TRIALOGUE_ALLOWED_PRIVATE_ENDPOINTS',
    about:
      'Comma-separated host or host:port of endpoints in private networks, needed where others can reach the server.',
    fallback: () => '',
  },
} as const satisfies Record<OwnKey, Setting>

const switchSchema = z.enum(['0', '1']).transform((value) => value === '1')

/** Comma-separated; spaces around an entry do not count. */
const listSchema = z.string().transform((list) =>
  list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
)

const configSchema = z.object({
  port: z.coerce.number().int().min(0).max(65_535),
  host: z.string().trim().min(1),
  dataDir: z.string().min(1),
  allowedHosts: listSchema.transform((hosts) => hosts.map((host) => host.toLowerCase())),
  allowInsecureHost: switchSchema,
  logLevel: logLevelSchema,
  maxActiveRuns: z.coerce.number().int().min(1).max(10_000),
  device: z.enum(devicePreferences),
  idleUnloadMs: z.coerce
    .number()
    .min(0)
    .max(10_000)
    .transform((minutes) => (minutes === 0 ? null : Math.ceil(minutes * 60_000))),
  memoryLimitBytes: z.coerce
    .number()
    .min(0)
    .transform((megabytes) => (megabytes === 0 ? null : Math.round(megabytes * 1e6))),
  secrets: listSchema.refine((secrets) => secrets.every(isLongSecret), shortSecret),
  secretFile: z.string().transform((path) => (path === '' ? null : path)),
  allowedPrivateEndpoints: listSchema.transform((hosts) => hosts.map((host) => host.toLowerCase())),
})

/** Reads and checks the settings. Throws INVALID_CONFIG that names every setting that is wrong. */
export function readConfig(environment: Environment = process.env): Config {
  const parsed = configSchema.safeParse(rawValues(environment))
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${settingName(issue.path[0])}: ${issue.message}`)
    throw new AppError('INVALID_CONFIG', `A setting is not valid. ${problems.join('; ')}.`, {
      details: { problems },
    })
  }
  const config = { ...parsed.data, hub: readHubSettings(environment) }
  if (!isLoopback(config.host) && !config.allowInsecureHost) {
    throw new AppError(
      'INVALID_CONFIG',
      `TRIALOGUE_HOST=${config.host} can be reached from other machines, and Trialogue has no accounts yet: ` +
        'anyone there could read and change everything. Use 127.0.0.1, or set TRIALOGUE_ALLOW_INSECURE_HOST=1 ' +
        'if something in front of it decides who gets in.',
    )
  }
  return config
}

/** What `trialogue config` prints: each setting with its value, where that came from and what it is for. */
export function describeSettings(environment: Environment = process.env) {
  const values = rawValues(environment)
  const own = Object.entries(settings).map(([key, setting]) => ({
    name: setting.name,
    value: 'isSecret' in setting && values[key as OwnKey] !== '' ? '(secret)' : values[key as OwnKey],
    isDefault: isUnset(environment[setting.name]),
    about: setting.about,
  }))
  return [...own, ...describeHubSettings(environment)]
}

function rawValues(environment: Environment): Record<OwnKey, string> {
  const value = (setting: Setting) => {
    const given = environment[setting.name]
    return given === undefined || isUnset(given) ? setting.fallback(environment) : given
  }
  return {
    port: value(settings.port),
    host: value(settings.host),
    dataDir: value(settings.dataDir),
    allowedHosts: value(settings.allowedHosts),
    allowInsecureHost: value(settings.allowInsecureHost),
    logLevel: value(settings.logLevel),
    maxActiveRuns: value(settings.maxActiveRuns),
    device: value(settings.device),
    idleUnloadMs: value(settings.idleUnloadMs),
    memoryLimitBytes: value(settings.memoryLimitBytes),
    secrets: value(settings.secrets),
    secretFile: value(settings.secretFile),
    allowedPrivateEndpoints: value(settings.allowedPrivateEndpoints),
  }
}

/** An empty value counts as unset: that is what `TRIALOGUE_PORT= …` and empty Compose variables mean. */
function isUnset(value: string | undefined): boolean {
  return value === undefined || value.trim() === ''
}

function settingName(key: PropertyKey | undefined): string {
  return settings[key as OwnKey].name
}

/** 127.0.0.0/8, ::1 and their name: addresses that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** The platform's place for a person's data: XDG base directories on Linux, Application Support on macOS. */
function userDataDir(environment: Environment): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Trialogue')
  if (process.platform === 'win32') {
    return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Trialogue')
  }
  const dataHome = environment['XDG_DATA_HOME']
  return join(
    dataHome !== undefined && dataHome !== '' ? dataHome : join(homedir(), '.local', 'share'),
    'trialogue',
  )
}
