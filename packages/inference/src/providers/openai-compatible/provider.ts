import { defineRemoteProvider } from '../../endpoints/define-remote-provider.ts'
import { openAiProtocol } from './protocol.ts'

export const createOpenAiCompatibleProvider = defineRemoteProvider('openai-compatible', openAiProtocol)
