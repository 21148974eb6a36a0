import { fieldsOf, placesOf, textOf } from './protobuf-fields.ts'
import { changeFields, field, inMemory, integer, message } from './protobuf-writing.ts'

/** For tests: ONNX files of foreign kinds. https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
const [FLOAT32, INT64, FLOAT16] = [1, 7, 10]
const [NODE, INITIALIZER, INPUT, OUTPUT] = [1, 5, 11, 12]

function valueInfo(name: string, type: number, shape: readonly (number | string)[]): Buffer {
  const dimension = (size: number | string) =>
    field(1, typeof size === 'number' ? integer(1, size) : field(2, size))
  const tensor = message(integer(1, type), field(2, message(...shape.map(dimension))))
  return message(field(1, name), field(2, field(1, tensor)))
}

/** A file that has inputs, and names files of weights, but computes nothing. */
export function anEmptyGraph(
  inputs: Readonly<Record<string, readonly (number | string)[]>>,
  externalFiles: readonly string[] = [],
): Buffer {
  const weights = externalFiles.map((file, index) => {
    const location = message(field(1, 'location'), field(2, file))
    return field(
      INITIALIZER,
      message(integer(1, 1), integer(2, FLOAT32), field(8, `w${index}`), field(13, location), integer(14, 1)),
    )
  })
  const values = Object.entries(inputs).map(([name, shape]) => field(INPUT, valueInfo(name, FLOAT32, shape)))
  // Old files list their weights among the inputs as well.
  const listed = externalFiles.map((_, index) => field(INPUT, valueInfo(`w${index}`, FLOAT32, [1])))
  return message(integer(1, 9), field(7, message(...weights, ...values, ...listed)))
}

/** The inputs of a decoder with one layer. */
export const decoderInputs: Readonly<Record<string, readonly (number | string)[]>> = {
  input_ids: ['batch_size', 'sequence_length'],
  attention_mask: ['batch_size', 'total_sequence_length'],
  'past_key_values.0.key': ['batch_size', 2, 'past_sequence_length', 16],
  'past_key_values.0.value': ['batch_size', 2, 'past_sequence_length', 16],
}

/** The same decoder with its caches in half precision, as files in half precision have them. */
export function withHalfCaches(model: Uint8Array): Buffer {
  return changeFields(Buffer.from(model), (number, graph) => (number === 7 ? halveCaches(graph) : graph))
}

const isCache = (name: string) => /^(?:past_key_values|present)\.\d+\.(?:key|value)$/.test(name)
const single = (name: string) => (isCache(name) ? `${name}.single` : name)

function halveCaches(graph: Buffer): Buffer {
  const body = changeFields(graph, (number, content) => {
    if (number === NODE) {
      const rename = (part: number, text: Buffer) => (part <= 2 ? Buffer.from(single(text.toString())) : text)
      return changeFields(content, rename)
    }
    const name = number === INPUT || number === OUTPUT ? nameOf(content) : ''
    return isCache(name) ? valueInfo(name, FLOAT16, ['batch', 2, 'tokens', 16]) : content
  })
  const namesOf = (number: number) =>
    placesOf(inMemory(graph), { start: 0, end: graph.length }, number)
      .map(({ start, end }) => nameOf(graph.subarray(start, end)))
      .filter(isCache)
  return message(
    ...namesOf(INPUT).map((name) => cast(name, single(name), FLOAT32)),
    body,
    ...namesOf(OUTPUT).map((name) => cast(single(name), name, FLOAT16)),
  )
}

/**
 * The same decoder as some exports of Optimum have it: `num_logits_to_keep` says how many of the last positions get
 * logits, 0 stands for all; nor does the file tell the size of the vocabulary.
 */
export function withLogitsToKeep(model: Uint8Array): Buffer {
  const all = (name: string) => (name === 'logits' ? 'all_logits' : name)
  const rename = (part: number, text: Buffer) => (part <= 2 ? Buffer.from(all(text.toString())) : text)
  const changeGraph = (graph: Buffer) => {
    const body = changeFields(graph, (number, content) => {
      if (number === NODE) return changeFields(content, rename)
      const isLogits = number === OUTPUT && nameOf(content) === 'logits'
      return isLogits ? valueInfo('logits', FLOAT32, ['batch', 'kept', 'vocabulary']) : content
    })
    return message(
      body,
      field(INPUT, valueInfo('num_logits_to_keep', INT64, [])),
      ...Object.entries({ zero: 0n, one: 1n, end: 2n ** 63n - 1n }).map(([name, value]) => {
        const raw = Buffer.from(BigInt64Array.of(value).buffer)
        return field(INITIALIZER, message(integer(1, 1), integer(2, INT64), field(8, name), field(9, raw)))
      }),
      node('Neg', ['num_logits_to_keep'], 'from_end'),
      node('Unsqueeze', ['from_end', 'zero'], 'first_kept'),
      node('Slice', ['all_logits', 'first_kept', 'end', 'one'], 'logits'),
    )
  }
  return changeFields(Buffer.from(model), (number, graph) => (number === 7 ? changeGraph(graph) : graph))
}

/**
 * A decoder of ours with grouped-query attention, as exports have it whose positions are an input: queries and keys are
 * turned by `RotaryEmbedding` before they come to the attention. `widths` are those of queries, keys and values.
 */
export function withPositionIds(model: Uint8Array, widths: readonly [number, number, number]): Buffer {
  const changeGraph = (graph: Buffer) => {
    const parts = [...fieldsOf(inMemory(graph), { start: 0, end: graph.length })].map((part) => {
      if (!('start' in part)) return integer(part.number, part.value)
      const content = graph.subarray(part.start, part.end)
      const isAttention = part.number === NODE && textsOf(content, 4)[0] === 'GroupQueryAttention'
      return isAttention ? turnBefore(content) : field(part.number, content)
    })
    const raw = Buffer.from(BigInt64Array.from(widths, BigInt).buffer)
    return message(
      field(INPUT, valueInfo('position_ids', INT64, ['batch_size', 'sequence_length'])),
      field(INITIALIZER, message(integer(1, 3), integer(2, INT64), field(8, 'widths'), field(9, raw))),
      ...parts,
    )
  }
  return changeFields(Buffer.from(model), (number, graph) => (number === 7 ? changeGraph(graph) : graph))
}

/** An attention node that turns by itself becomes nodes that split, turn and attend. */
function turnBefore(attention: Buffer): Buffer {
  const [packed = '', , , pastKey = '', pastValue = '', lengths = '', total = '', cosines = '', sines = ''] =
    textsOf(attention, 1)
  const outputs = textsOf(attention, 2)
  const [query, key, value] = ['query', 'key', 'value'].map((part) => `${packed}.${part}`)
  const turn = (from: string) => {
    const inputs = [from, 'position_ids', cosines, sines].map((name) => field(1, name))
    const parts = [...inputs, field(2, `${from}.turned`), field(4, 'RotaryEmbedding')]
    return field(NODE, message(...parts, field(7, 'com.microsoft')))
  }
  const split = [packed, 'widths'].map((name) => field(1, name))
  const inputs = [`${query}.turned`, `${key}.turned`, value, pastKey, pastValue, lengths, total]
  const attributes = placesOf(inMemory(attention), { start: 0, end: attention.length }, 5)
    .map(({ start, end }) => attention.subarray(start, end))
    .filter((attribute) => !textsOf(attribute, 1)[0]?.includes('rotary'))
  return message(
    field(
      NODE,
      message(
        ...split,
        ...[query, key, value].map((name) => field(2, name ?? '')),
        field(4, 'Split'),
        field(5, message(field(1, 'axis'), integer(3, 2), integer(20, 2))),
      ),
    ),
    turn(query ?? ''),
    turn(key ?? ''),
    field(
      NODE,
      message(
        ...inputs.map((name) => field(1, name ?? '')),
        ...outputs.map((name) => field(2, name)),
        field(4, 'GroupQueryAttention'),
        ...attributes.map((attribute) => field(5, attribute)),
        field(7, 'com.microsoft'),
      ),
    ),
  )
}

/** The texts of a field, in their order. */
function textsOf(content: Buffer, number: number): string[] {
  return placesOf(inMemory(content), { start: 0, end: content.length }, number).map(({ start, end }) =>
    content.subarray(start, end).toString(),
  )
}

function node(operator: string, inputs: readonly string[], output: string): Buffer {
  return field(NODE, message(...inputs.map((name) => field(1, name)), field(2, output), field(4, operator)))
}

function cast(from: string, to: string, type: number): Buffer {
  const attribute = message(field(1, 'to'), integer(3, type), integer(20, 2))
  return field(NODE, message(field(1, from), field(2, to), field(4, 'Cast'), field(5, attribute)))
}

const nameOf = (value: Buffer) => textOf(inMemory(value), { start: 0, end: value.length }, 1)
