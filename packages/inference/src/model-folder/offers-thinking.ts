import { mentionsThinking } from '../tokenizer/chat-template.ts'
import { readChatTemplate } from './read-chat-template.ts'
import { readJsonFile } from './read-json-file.ts'

/**
 * Whether a folder's chat template knows the switch for thinking. Its text alone is looked at: a template is code that
 * came with the model, and runs only in the model's own process. False where the folder cannot be read.
 */
export async function offersThinking(folder: string): Promise<boolean> {
  try {
    const tokenizerConfig = (await readJsonFile(folder, 'tokenizer_config.json')) ?? {}
    return mentionsThinking(await readChatTemplate(folder, tokenizerConfig))
  } catch {
    return false
  }
}
