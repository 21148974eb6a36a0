import { arch, platform } from 'node:process'
import type { KoffiFunc } from 'koffi'
import { findRuntimeLibrary } from './find-runtime-library.ts'
import {
  type FunctionArguments,
  getErrorMessageIndex,
  type Pointer,
  type ReleaseFunction,
  releaseFunctions,
  type StatusFunction,
  statusFunctions,
} from './runtime-functions.ts'

/** The version of the table that is asked for: any library from 1.23 on has it. */
const API_VERSION = 23

/**
 * Native code runs on a stack of koffi's, by default of 128 KiB for calls on other threads: too little for loading a
 * model. The memory is only taken as far as it is used.
 */
const STACK_BYTES = 8 * 2 ** 20

const POINTER_BYTES = 8

/** ONNX Runtime's C API, in the very library that onnxruntime-node has loaded. Open until the process ends. */
export interface RuntimeLibrary {
  /** Such as `1.30.0`. */
  readonly version: string
  /** Throws an Error with ONNX Runtime's message when the function reports one. */
  call<N extends StatusFunction>(name: N, ...args: FunctionArguments<N>): void
  /** As `call`, for functions whose last argument takes a pointer. */
  callForPointer<N extends StatusFunction>(name: N, ...args: AllButLast<FunctionArguments<N>>): Pointer
  /** As `call`, on a thread of libuv's. Whatever the arguments point to must stay until it has settled. */
  callAsync<N extends StatusFunction>(name: N, ...args: FunctionArguments<N>): Promise<void>
  release(name: ReleaseFunction, handle: Pointer): void
  /** A C string at an address. */
  readText(address: Pointer): string
}

type Koffi = typeof import('koffi')

type NativeFunction<Result> = KoffiFunc<(...args: unknown[]) => Result>

type AllButLast<A extends readonly unknown[]> = A extends readonly [...infer Rest, unknown] ? Rest : never

let opening: Promise<RuntimeLibrary> | null = null

/** A library is closed, and its code gone, when the garbage collector takes its handle. */
const openLibraries: unknown[] = []

/** Throws where onnxruntime-node ships no library or one without the expected API, and where koffi is not installed. */
export function openRuntimeLibrary(): Promise<RuntimeLibrary> {
  opening ??= load()
  return opening
}

async function load(): Promise<RuntimeLibrary> {
  // Its native code is an optional package for each platform: where it is missing, models run on the plain path.
  const koffi = await import('koffi')
  const path = findRuntimeLibrary(platform, arch)
  if (path === null) throw new Error(`onnxruntime-node has no library for ${platform} ${arch}.`)
  koffi.config({ async_stack_size: STACK_BYTES, sync_stack_size: STACK_BYTES, resident_async_pools: 1 })
  const library = koffi.load(path)
  openLibraries.push(library)
  const base: Pointer = library.func('OrtGetApiBase', 'void *', [])()
  const version = functionAt<string>(koffi, base, 1, 'str', [])()
  const api = functionAt<Pointer | null>(koffi, base, 0, 'void *', ['uint32_t'])(API_VERSION)
  if (api === null)
    throw new Error(`ONNX Runtime ${version} does not have version ${API_VERSION} of its C API.`)
  return bind(koffi, api, version)
}

function functionAt<Result>(
  koffi: Koffi,
  table: Pointer,
  index: number,
  result: string,
  argumentTypes: string[],
): NativeFunction<Result> {
  const address: Pointer = koffi.decode(table, index * POINTER_BYTES, 'void *')
  return koffi.decode(address, koffi.proto(result, argumentTypes))
}

function bind(koffi: Koffi, api: Pointer, version: string): RuntimeLibrary {
  const pathType = platform === 'win32' ? 'str16' : 'str'
  const functions = new Map(
    Object.entries(statusFunctions).map(([name, [index, ...types]]) => {
      const cTypes = types.map((type) => (type === 'path' ? pathType : type))
      return [name, functionAt<Pointer | null>(koffi, api, index, 'void *', cTypes)]
    }),
  )
  const releases = new Map(
    Object.entries(releaseFunctions).map(([name, index]) => [
      name,
      functionAt<void>(koffi, api, index, 'void', ['void *']),
    ]),
  )
  const getErrorMessage = functionAt<string>(koffi, api, getErrorMessageIndex, 'str', ['void *'])
  const check = (status: Pointer | null): void => {
    if (status === null) return
    const message = getErrorMessage(status)
    releases.get('releaseStatus')?.(status)
    throw new Error(message)
  }
  const find = (name: StatusFunction) => {
    const found = functions.get(name)
    if (found !== undefined) return found
    throw new Error(`ONNX Runtime's function ${name} is not bound.`)
  }
  const result = new BigUint64Array(new ArrayBuffer(POINTER_BYTES))
  return {
    version,
    call: (name, ...args) => check(find(name)(...args)),
    callForPointer(name, ...args) {
      check(find(name)(...args, result))
      return result[0] ?? 0n
    },
    callAsync: (name, ...args) =>
      new Promise((resolve, reject) => {
        find(name).async(...args, (thrown: unknown, status: Pointer | null) => {
          try {
            if (thrown) throw thrown
            check(status)
            resolve()
          } catch (error) {
            reject(error)
          }
        })
      }),
    release(name, handle) {
      releases.get(name)?.(handle)
    },
    readText: (address) => koffi.decode.string(address),
  }
}
