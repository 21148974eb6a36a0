import type { Texts } from '../../lib/i18n.ts'
import type { en } from './en.ts'

export const zhCN: Texts<typeof en> = {
  title: 'Trialogue',
  skip: '跳到提示词',
  rail: { label: '导航', playground: '试验场', home: 'Trialogue 首页', help: '键盘快捷键' },
  top: {
    name: '提示词名称',
    rename: '名称未能修改：{{reason}}',
    notSaved: '尚无版本',
    version: 'v{{number}}',
    edited: 'v{{number}} · 有改动',
    versions: '查看此提示词的版本',
    save: '保存版本',
    theme: '主题',
    language: '语言',
  },
  theme: { system: '跟随系统', light: '浅色', dark: '深色' },
  language: { en: 'English', 'zh-CN': '简体中文' },
  picker: {
    label: '提示词列表',
    search: '搜索提示词',
    none: '没有匹配的提示词。',
    new: '新建提示词',
    newName: '未命名提示词',
  },
  saveState: {
    saved: '草稿已保存',
    saving: '正在保存草稿',
    'kept-here': '离线，暂存于此',
    conflict: '别处有改动',
  },
  saveStateHint: {
    saved: '草稿已存到服务器。',
    saving: '草稿正在发往服务器。',
    'kept-here': '服务器暂时无法接收草稿。浏览器会先保留，稍后再发送。',
    conflict: '另一窗口也改动了此提示词，请在下方选择以哪份继续。',
  },
  conflict: {
    text: '你在此编辑期间，另一窗口也改动了此提示词。不会丢失任何内容：未选中的那份会存为一个版本。',
    mine: '以我的继续',
    theirs: '以另一份继续',
    message: '来自另一窗口的内容',
  },
  tabs: { label: '提示词', compose: '编写', versions: '版本' },
  phone: { label: '试验场的各部分', compose: '编写', run: '运行', results: '结果' },
  splitter: '提示词区宽度',
  help: { title: '键盘快捷键', key: '按键', action: '操作', or: '或' },
  shortcut: {
    'run-all': '运行所有列',
    'run-column': '运行焦点所在的列',
    stop: '关闭弹出内容，否则停止运行',
    'save-version': '保存版本',
    help: '显示此列表',
  },
  error: { title: '无法打开此页面', home: '返回首页' },
  notFound: { title: '没有这个页面', text: '地址可能有误，或者该提示词在另一台服务器上。' },
}
