import { setImmediate } from 'node:timers/promises'
import type { ValueInfo } from '../decoder-graph.ts'
import { elementTypeName, type NativeTensor } from './native-tensor.ts'
import type { FunctionArguments, Pointer } from './runtime-functions.ts'
import type { RuntimeLibrary } from './runtime-library.ts'
import { createSessionOptions, logLevels, type NativeSessionOptions } from './session-options.ts'

/** A tensor under the name of one of a session's inputs or outputs. */
export interface Binding {
  readonly name: string
  readonly tensor: NativeTensor
}

export interface NativeSession {
  readonly handle: Pointer
  readonly inputs: readonly ValueInfo[]
  readonly outputs: readonly ValueInfo[]
  /**
   * Runs the graph, one run at a time; outputs are written into the tensors given. `aside` computes on a thread of
   * libuv's, `here` on the caller's own after the event loop has turned once. Throws an Error with ONNX Runtime's
   * message, also after `interrupt`.
   */
  run(inputs: readonly Binding[], outputs: readonly Binding[], where: 'here' | 'aside'): Promise<void>
  /** Makes the run under way end soon. */
  interrupt(): void
  /** Waits for the run under way. */
  dispose(): Promise<void>
}

/** `graph` is an ONNX file's path, or its contents. Throws an Error with ONNX Runtime's message. */
export async function openNativeSession(
  runtime: RuntimeLibrary,
  graph: string | Uint8Array,
  options: NativeSessionOptions,
): Promise<NativeSession> {
  const session = await inTurn(options, () => createSession(runtime, graph, options))
  const allocator = runtime.callForPointer('getAllocatorWithDefaultOptions')
  const inputs = readSide(runtime, session, allocator, inputSide)
  const outputs = readSide(runtime, session, allocator, outputSide)
  const runOptions = runtime.callForPointer('createRunOptions')
  // What a run reports as an error need not be printed as well.
  runtime.call('runOptionsSetRunLogSeverityLevel', runOptions, logLevels.fatal)

  /** Everything that native code may be reading or writing. */
  let underWay: { readonly kept: readonly unknown[]; readonly ended: Promise<void> } | null = null
  return {
    handle: session,
    inputs: inputs.infos,
    outputs: outputs.infos,
    async run(feeds, fetches, where) {
      if (underWay !== null) throw new Error('A session runs one thing at a time.')
      runtime.call('runOptionsUnsetTerminate', runOptions)
      const input = addressesOf(feeds, inputs.names)
      const output = addressesOf(fetches, outputs.names)
      const args: FunctionArguments<'run'> = [
        session,
        runOptions,
        input.names,
        input.tensors,
        feeds.length,
        output.names,
        fetches.length,
        output.tensors,
      ]
      const ended =
        where === 'aside'
          ? inTurn(options, () => runtime.callAsync('run', ...args))
          : setImmediate().then(() => runtime.call('run', ...args))
      underWay = { kept: [feeds, fetches, input, output], ended }
      try {
        await ended
      } finally {
        underWay = null
      }
    },
    interrupt() {
      if (underWay !== null) runtime.call('runOptionsSetTerminate', runOptions)
    },
    async dispose() {
      await underWay?.ended.catch(() => {})
      for (const name of [...inputs.names.values(), ...outputs.names.values()]) {
        runtime.call('allocatorFree', allocator, name)
      }
      runtime.release('releaseRunOptions', runOptions)
      await inTurn(options, async () => runtime.release('releaseSession', session))
    },
  }
}

async function createSession(
  runtime: RuntimeLibrary,
  graph: string | Uint8Array,
  options: NativeSessionOptions,
): Promise<Pointer> {
  const environment = environmentOf(runtime)
  const sessionOptions = createSessionOptions(runtime, options)
  const created = pointers(1)
  const kept = [graph, created]
  beingRead.add(kept)
  try {
    await (typeof graph === 'string'
      ? runtime.callAsync('createSession', environment, graph, sessionOptions, created)
      : runtime.callAsync(
          'createSessionFromArray',
          environment,
          graph,
          graph.byteLength,
          sessionOptions,
          created,
        ))
    return created[0] ?? 0n
  } finally {
    beingRead.delete(kept)
    runtime.release('releaseSessionOptions', sessionOptions)
  }
}

/** What native code is reading while sessions are created: it only knows the addresses. */
const beingRead = new Set<readonly unknown[]>()

/** When the last of what was asked of WebGPU will have ended, in all sessions of this process. */
let webgpuIsFree: Promise<unknown> = Promise.resolve()

/**
 * Two sessions that use WebGPU at the same time crash the process.
 * https://github.com/microsoft/onnxruntime/issues/32561
 */
function inTurn<Result>(
  { executionProvider }: NativeSessionOptions,
  action: () => Promise<Result>,
): Promise<Result> {
  if (executionProvider !== 'webgpu') return action()
  const result = webgpuIsFree.then(action)
  webgpuIsFree = result.catch(() => {})
  return result
}

const environments = new WeakMap<RuntimeLibrary, Pointer>()

/** One for the process: onnxruntime-node shares it. */
function environmentOf(runtime: RuntimeLibrary): Pointer {
  const known = environments.get(runtime)
  if (known !== undefined) return known
  const created = runtime.callForPointer('createEnv', logLevels.error, 'trialogue')
  environments.set(runtime, created)
  return created
}

const inputSide = {
  count: 'sessionGetInputCount',
  name: 'sessionGetInputName',
  type: 'sessionGetInputTypeInfo',
} as const
const outputSide = {
  count: 'sessionGetOutputCount',
  name: 'sessionGetOutputName',
  type: 'sessionGetOutputTypeInfo',
} as const

type Side = {
  readonly infos: readonly ValueInfo[]
  /** Addresses of the names as C strings; the allocator's until they are freed. */
  readonly names: ReadonlyMap<string, Pointer>
}

function readSide(
  runtime: RuntimeLibrary,
  session: Pointer,
  allocator: Pointer,
  side: typeof inputSide | typeof outputSide,
): Side {
  const infos: ValueInfo[] = []
  const names = new Map<string, Pointer>()
  const count = Number(runtime.callForPointer(side.count, session))
  for (let index = 0; index < count; index++) {
    const address = runtime.callForPointer(side.name, session, index, allocator)
    const name = runtime.readText(address)
    names.set(name, address)
    const typeInfo = runtime.callForPointer(side.type, session, index)
    infos.push({ name, ...readTensorType(runtime, typeInfo) })
    runtime.release('releaseTypeInfo', typeInfo)
  }
  return { infos, names }
}

function readTensorType(runtime: RuntimeLibrary, typeInfo: Pointer): Omit<ValueInfo, 'name'> {
  // It belongs to the type info; none for what is no tensor.
  const tensorInfo = runtime.callForPointer('castTypeInfoToTensorInfo', typeInfo)
  if (tensorInfo === 0n) return { type: null, shape: [] }
  const numbers = new Int32Array(new ArrayBuffer(4))
  runtime.call('getTensorElementType', tensorInfo, numbers)
  const count = Number(runtime.callForPointer('getDimensionsCount', tensorInfo))
  const sizes = new BigInt64Array(new ArrayBuffer(Math.max(1, count) * 8))
  runtime.call('getDimensions', tensorInfo, sizes, count)
  const shape = [...sizes.subarray(0, count)].map((size) => (size < 0n ? '?' : Number(size)))
  return { type: elementTypeName(numbers[0] ?? 0), shape }
}

function addressesOf(bindings: readonly Binding[], names: ReadonlyMap<string, Pointer>) {
  const addresses = { names: pointers(bindings.length), tensors: pointers(bindings.length) }
  bindings.forEach(({ name, tensor }, index) => {
    const address = names.get(name)
    if (address === undefined) throw new Error(`The graph has no input or output "${name}".`)
    addresses.names[index] = address
    addresses.tensors[index] = tensor.handle
  })
  return addresses
}

/** Room for pointers, at an address that stays. */
function pointers(count: number): BigUint64Array<ArrayBuffer> {
  return new BigUint64Array(new ArrayBuffer(Math.max(1, count) * 8))
}
