// The providers that this room offers. To add one: a folder beside `onnx/`, and a line here.

export { createAnthropicProvider } from './anthropic/provider.ts'
export { createGeminiProvider } from './gemini/provider.ts'
export { createOnnxProvider, type OnnxProviderOptions } from './onnx/provider.ts'
export { createOpenAiCompatibleProvider } from './openai-compatible/provider.ts'
