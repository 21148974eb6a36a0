import { defineRemoteProvider } from '../../endpoints/define-remote-provider.ts'
import { anthropicProtocol } from './protocol.ts'

export const createAnthropicProvider = defineRemoteProvider('anthropic', anthropicProtocol)
