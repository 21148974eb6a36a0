import type { Texts } from '../../../lib/i18n.ts'
import type { en } from './en.ts'

export const zhCN: Texts<typeof en> = {
  title: '命令',
  search: '搜索命令、提示词和示例',
  none: '没有匹配项，换个词试试。',
  group: {
    run: '运行',
    prompt: '提示词',
    reasoning: '思维链',
    columns: '列',
    view: '视图',
    go: '前往',
    open: '打开',
    help: '帮助',
  },
}
