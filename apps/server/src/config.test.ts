import { describe, expect, it } from 'vitest'
import { describeSettings, readConfig } from './config.ts'

const home = { XDG_DATA_HOME: '/data/home' }

describe('readConfig', () => {
  it('has a default for everything', () => {
    expect(readConfig(home)).toMatchObject({
      port: 7357,
      host: '127.0.0.1',
      allowedHosts: [],
      allowInsecureHost: false,
      logLevel: 'warn',
      maxActiveRuns: 16,
      idleUnloadMs: 900_000,
      memoryLimitBytes: null,
      device: 'auto',
      secrets: [],
      secretFile: null,
      allowedPrivateEndpoints: [],
    })
    expect(readConfig({}).dataDir).toMatch(/trialogue$/i)
  })

  it.runIf(process.platform === 'linux')('keeps data where the platform keeps a person’s data', () => {
    expect(readConfig(home).dataDir).toBe('/data/home/trialogue')
    expect(readConfig({ XDG_DATA_HOME: '' }).dataDir).toMatch(/\/\.local\/share\/trialogue$/)
  })

  it('takes settings from the environment; an empty one counts as unset', () => {
    const config = readConfig({
      TRIALOGUE_PORT: '8080',
      TRIALOGUE_DATA_DIR: '/srv/trialogue',
      TRIALOGUE_ALLOWED_HOSTS: 'Lab.Example, 10.0.0.7 ,',
      TRIALOGUE_LOG_LEVEL: '',
      TRIALOGUE_DEVICE: 'webgpu',
      TRIALOGUE_SECRET: `${'a'.repeat(32)},${'b'.repeat(40)}`,
      TRIALOGUE_ALLOWED_PRIVATE_ENDPOINTS: 'VLLM:8000, 10.0.0.8',
    })
    expect(config).toMatchObject({
      port: 8080,
      dataDir: '/srv/trialogue',
      allowedHosts: ['lab.example', '10.0.0.7'],
      logLevel: 'warn',
      device: 'webgpu',
      secrets: ['a'.repeat(32), 'b'.repeat(40)],
      allowedPrivateEndpoints: ['vllm:8000', '10.0.0.8'],
    })
  })

  it('names every setting that is wrong', () => {
    const read = () =>
      readConfig({ TRIALOGUE_PORT: '99999', TRIALOGUE_LOG_LEVEL: 'loud', TRIALOGUE_DEVICE: 'tpu' })
    expect(read).toThrow(expect.objectContaining({ code: 'INVALID_CONFIG' }))
    expect(read).toThrow(/TRIALOGUE_PORT: .*TRIALOGUE_LOG_LEVEL: .*TRIALOGUE_DEVICE: /)
  })

  it.each(['0.0.0.0', '::', '192.168.1.5', 'example.org'])(
    'refuses to open %s to others unless told',
    (host) => {
      expect(() => readConfig({ TRIALOGUE_HOST: host })).toThrow(/TRIALOGUE_ALLOW_INSECURE_HOST=1/)
      expect(readConfig({ TRIALOGUE_HOST: host, TRIALOGUE_ALLOW_INSECURE_HOST: '1' }).host).toBe(host)
    },
  )

  it.each(['localhost', '127.0.0.1', '127.1.2.3', '::1'])('listens on %s as it is', (host) => {
    expect(readConfig({ TRIALOGUE_HOST: host }).host).toBe(host)
  })
})

describe('the settings of the hub', () => {
  it('are those of Hugging Face’s own tools', () => {
    const { hub } = readConfig({
      ...home,
      HF_HOME: '/srv/hf',
      HF_ENDPOINT: 'https://hf-mirror.com/',
      HF_TOKEN: 'hf_secret',
      HF_HUB_OFFLINE: 'yes',
      https_proxy: 'http://proxy:3128',
    })
    expect(hub).toEqual({
      endpoint: 'https://hf-mirror.com',
      token: 'hf_secret',
      cacheFolder: '/srv/hf/hub',
      isOffline: true,
      proxy: { http: '', https: 'http://proxy:3128', noProxy: '' },
    })
    expect(readConfig({ ...home, HF_HUB_CACHE: '/srv/cache' }).hub.cacheFolder).toBe('/srv/cache')
    expect(readConfig({ ...home, XDG_CACHE_HOME: '/c' }).hub.cacheFolder).toBe('/c/huggingface/hub')
  })

  it('refuses an endpoint that is no address, and shows neither a token nor a proxy’s password', () => {
    expect(() => readConfig({ HF_ENDPOINT: 'hub' })).toThrow(/HF_ENDPOINT/)
    const shown = describeSettings({ HF_TOKEN: 'hf_secret', HTTPS_PROXY: 'http://me:pass@proxy:1' })
    expect(JSON.stringify(shown)).not.toMatch(/hf_secret|me:pass/)
  })
})

describe('describeSettings', () => {
  it('tells each setting’s value, whether it is the default, and what it is for', () => {
    const settings = describeSettings({ ...home, TRIALOGUE_PORT: '8080' })
    expect(settings.map(({ name }) => name)).toEqual([
      'TRIALOGUE_PORT',
      'TRIALOGUE_HOST',
      'TRIALOGUE_DATA_DIR',
      'TRIALOGUE_ALLOWED_HOSTS',
      'TRIALOGUE_ALLOW_INSECURE_HOST',
      'TRIALOGUE_LOG_LEVEL',
      'TRIALOGUE_MAX_ACTIVE_RUNS',
      'TRIALOGUE_DEVICE',
      'TRIALOGUE_IDLE_UNLOAD_MINUTES',
      'TRIALOGUE_MEMORY_LIMIT_MB',
      'TRIALOGUE_SECRET',
      'TRIALOGUE_SECRET_FILE',
      'TRIALOGUE_ALLOWED_PRIVATE_ENDPOINTS',
      'HF_HOME',
      'HF_HUB_CACHE',
      'HF_ENDPOINT',
      'HF_TOKEN',
      'HF_HUB_OFFLINE',
      'HTTPS_PROXY',
      'NO_PROXY',
    ])
    expect(settings[0]).toMatchObject({ value: '8080', isDefault: false })
    expect(settings[1]).toMatchObject({ value: '127.0.0.1', isDefault: true })
    expect(settings.every(({ about }) => about.endsWith('.'))).toBe(true)
  })

  it('never shows a secret', () => {
    const secret = 'never to be shown '.repeat(2)
    const settings = describeSettings({ ...home, TRIALOGUE_SECRET: secret })
    expect(JSON.stringify(settings)).not.toContain('never to be shown')
    expect(settings.find(({ name }) => name === 'TRIALOGUE_SECRET')).toMatchObject({ value: '(secret)' })
    expect(() => readConfig({ TRIALOGUE_SECRET: 'never, to be shown' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('to be shown') }),
    )
  })
})
