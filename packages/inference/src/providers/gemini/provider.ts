import { defineRemoteProvider } from '../../endpoints/define-remote-provider.ts'
import { geminiProtocol } from './protocol.ts'

export const createGeminiProvider = defineRemoteProvider('gemini', geminiProtocol)
