import type { Texts } from '../../lib/i18n.ts'
import type { settingsEn } from './settings-en.ts'

/** The texts of the settings in Chinese. */
export const settingsZhCN: Texts<typeof settingsEn> = {
  look: '外观',
  rail: '在图标旁显示名称',
  railHint: '宽屏左侧的导航栏。',
  singleKeys: '不带 Ctrl 的按键',
  singleKeysHint: '例如“?”打开帮助，先按“G”再按“H”前往历史。它们在输入框中不起作用。',
  showKeys: '查看所有快捷键',
  kept: '内容保存在哪里',
  keptText:
    '你写的内容和模型的回答都不会离开运行服务器的机器，除非你使用自己连接的服务器上的模型：它会读到提示词。',
  keptWhat: {
    prompts: '提示词、版本、草稿',
    runs: '运行及其输出',
    models: '模型',
    unsent: '尚未发送的内容',
    preferences: '本页的设置',
  },
  keptWhere: {
    prompts: '在服务器上，数据目录中的一个 SQLite 文件里。',
    runs: '在服务器上，同一个文件里：每个输出都附有确切的输入和种子。',
    models: '在服务器上，以文件形式保存。Wren 系列随 Trialogue 提供。各服务器的密钥也加密保存在那里。',
    unsent: '在此浏览器中，直到服务器收到为止；浏览器崩溃也不会丢失。',
    preferences: '只在此浏览器中，上次打开的提示词也一并记在这里。',
  },
}
