import type { Graph, Tensor } from './graph.ts'

/** Turns the gradient of an operation's outputs into the gradient of one of its inputs. */
type Pullback = (gradient: Tensor, ...others: Tensor[]) => Tensor

/** As a pullback, but adds to the gradient that other uses of the input have gathered so far. */
type AccumulatingPullback = (gradient: Tensor, soFar: Tensor | undefined) => Tensor

type Operand = { readonly tensor: Tensor } & (
  | { readonly pullback: Pullback }
  | { readonly accumulate: AccumulatingPullback }
)

type Outputs = readonly [Tensor, ...Tensor[]]

type Entry = { readonly outputs: Outputs; readonly operands: readonly Operand[] }

/**
 * Reverse-mode differentiation. Operators append forward nodes to the graph and record here how
 * their gradient is computed; `gradients` then walks the record backwards and appends the backward
 * nodes. Nothing is computed for values that no trained parameter leads to.
 */
export class Tape {
  readonly graph: Graph
  readonly #entries: Entry[] = []
  readonly #needsGradient = new Set<string>()

  constructor(graph: Graph) {
    this.graph = graph
  }

  /** Declares a graph input whose gradient will be asked for. */
  parameter(name: string, shape: readonly number[]): Tensor {
    const parameter = this.graph.input(name, 'float32', shape)
    this.#needsGradient.add(name)
    return parameter
  }

  /** Records one operation. Pullbacks run later, and only for operands that need a gradient. */
  record(outputs: Outputs, operands: readonly Operand[]): void {
    const needed = operands.filter((operand) => this.#needsGradient.has(operand.tensor.name))
    if (needed.length === 0) return
    for (const output of outputs) this.#needsGradient.add(output.name)
    this.#entries.push({ outputs, operands: needed })
  }

  /**
   * Appends the backward pass and returns the gradient of `loss` (a scalar) for each parameter,
   * in the parameter's shape. Throws when a parameter does not influence the loss.
   */
  gradients(loss: Tensor, parameters: readonly Tensor[]): Tensor[] {
    const gathered = new Map<string, Tensor>([[loss.name, this.graph.scalar(1)]])
    for (const entry of this.#entries.toReversed()) this.#pullBack(entry, gathered)
    return parameters.map((parameter) => {
      const gradient = gathered.get(parameter.name)
      if (!gradient) throw new Error(`The loss does not depend on the parameter "${parameter.name}".`)
      return gradient
    })
  }

  #pullBack(entry: Entry, gathered: Map<string, Tensor>): void {
    if (!entry.outputs.some((output) => gathered.has(output.name))) return
    const [first, ...others] = entry.outputs
    const gradientOf = (output: Tensor) => gathered.get(output.name) ?? this.#zeros(output.shape)
    const firstGradient = gradientOf(first)
    const otherGradients = others.map(gradientOf)
    for (const operand of entry.operands) {
      const { name } = operand.tensor
      const soFar = gathered.get(name)
      if ('accumulate' in operand) {
        gathered.set(name, operand.accumulate(firstGradient, soFar))
        continue
      }
      const gradient = operand.pullback(firstGradient, ...otherGradients)
      gathered.set(name, soFar ? this.graph.node('Add', [soFar, gradient], gradient.shape) : gradient)
    }
  }

  #zeros(shape: readonly number[]): Tensor {
    return this.graph.node('ConstantOfShape', [this.graph.integers(shape)], shape)
  }
}
