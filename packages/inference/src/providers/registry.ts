// The providers that this room offers. To add one: a folder beside `onnx/`, and a line here.
export { createOnnxProvider, type OnnxProviderOptions } from './onnx/provider.ts'
