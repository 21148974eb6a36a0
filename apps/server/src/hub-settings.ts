import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import type { HubSettings } from '@trialogue/catalogue'
import { AppError } from '@trialogue/contract'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The settings of Hugging Face's own tools, under their names and with their meaning, so that what is set up for them
 * holds here too: https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
 */
const settings: readonly {
  readonly name: string
  readonly about: string
  readonly value: (environment: Environment) => string
}[] = [
  {
    name: 'HF_HOME',
    about: 'Folder of Hugging Face’s tools: the cache of models and the token lie in it.',
    value: hubHome,
  },
  {
    name: 'HF_HUB_CACHE',
    about: 'Where pulled files are kept, as Hugging Face’s tools lay them out; shared with them.',
    value: hubCache,
  },
  {
    name: 'HF_ENDPOINT',
    about: 'Address of the hub, or of a mirror of it.',
    value: (environment) => setOf(environment, 'HF_ENDPOINT') ?? 'https://huggingface.co',
  },
  {
    name: 'HF_TOKEN',
    about:
      'Token for gated and private models (hf_…); otherwise the one that `hf auth login` has written is used.',
    value: (environment) => (setOf(environment, 'HF_TOKEN') === undefined ? '' : '(set)'),
  },
  {
    name: 'HF_HUB_OFFLINE',
    about: '1 never asks the hub: only what is in the cache can be had.',
    value: (environment) => (isOn(environment, 'HF_HUB_OFFLINE') ? '1' : '0'),
  },
  {
    name: 'HTTPS_PROXY',
    about: 'Proxy for the way to the hub.',
    value: (environment) => mask(proxyOf(environment, 'HTTPS_PROXY')),
  },
  {
    name: 'NO_PROXY',
    about: 'Comma-separated hosts that are reached without the proxy.',
    value: (environment) => proxyOf(environment, 'NO_PROXY'),
  },
]

/** Reads how models are pulled. Throws INVALID_CONFIG for an HF_ENDPOINT that is no address. */
export function readHubSettings(environment: Environment): HubSettings {
  const endpoint = (setOf(environment, 'HF_ENDPOINT') ?? 'https://huggingface.co').replace(/\/+$/, '')
  if (!/^https?:\/\//i.test(endpoint) || !URL.canParse(endpoint)) {
    throw new AppError(
      'INVALID_CONFIG',
      `HF_ENDPOINT: “${endpoint}” is no address that begins with https://.`,
      {
        details: { problems: ['HF_ENDPOINT'] },
      },
    )
  }
  return {
    endpoint,
    token: readToken(environment),
    cacheFolder: hubCache(environment),
    isOffline: isOn(environment, 'HF_HUB_OFFLINE'),
    proxy: {
      http: proxyOf(environment, 'HTTP_PROXY'),
      https: proxyOf(environment, 'HTTPS_PROXY'),
      noProxy: proxyOf(environment, 'NO_PROXY'),
    },
  }
}

/** As `describeSettings` of the other settings; a token is never shown. */
export function describeHubSettings(environment: Environment) {
  return settings.map(({ name, about, value }) => ({
    name,
    about,
    value: value(environment),
    isDefault: setOf(environment, name) === undefined && setOf(environment, name.toLowerCase()) === undefined,
  }))
}

/** An empty value counts as unset. */
function setOf(environment: Environment, name: string): string | undefined {
  const value = environment[name]?.trim()
  return value === '' ? undefined : value
}

function isOn(environment: Environment, name: string): boolean {
  return /^(1|on|yes|true)$/i.test(setOf(environment, name) ?? '')
}

/** Unlike all others, these are often written in small letters. */
function proxyOf(environment: Environment, name: string): string {
  return setOf(environment, name) ?? setOf(environment, name.toLowerCase()) ?? ''
}

/** A proxy's address may hold a password. */
function mask(address: string): string {
  return address.replace(/\/\/[^/@]*@/, '//(set)@')
}

function hubHome(environment: Environment): string {
  const cache = setOf(environment, 'XDG_CACHE_HOME') ?? join(homedir(), '.cache')
  return absolute(setOf(environment, 'HF_HOME') ?? join(cache, 'huggingface'))
}

function hubCache(environment: Environment): string {
  const given = setOf(environment, 'HF_HUB_CACHE') ?? setOf(environment, 'HUGGINGFACE_HUB_CACHE')
  return given === undefined ? join(hubHome(environment), 'hub') : absolute(given)
}

function absolute(path: string): string {
  const whole = path.replace(/^~(?=$|[/\\])/, homedir())
  return isAbsolute(whole) ? whole : resolve(whole)
}

function readToken(environment: Environment): string | null {
  const given = setOf(environment, 'HF_TOKEN') ?? setOf(environment, 'HUGGING_FACE_HUB_TOKEN')
  if (given !== undefined) return given
  if (isOn(environment, 'HF_HUB_DISABLE_IMPLICIT_TOKEN')) return null
  const path = absolute(setOf(environment, 'HF_TOKEN_PATH') ?? join(hubHome(environment), 'token'))
  try {
    const token = readFileSync(path, 'utf8').trim()
    return token === '' ? null : token
  } catch {
    return null
  }
}
