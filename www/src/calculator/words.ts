/** Every sentence of the form, in Chinese and in English. */

import type { Words } from "../engine.js";
import type { Language } from "./values.js";

const table = {
  loading: ["正在打开计算器……", "Opening the calculator…"],
  senior: ["大字版", "Larger text"],
  start: ["开始", "Start"],
  back: ["上一步", "Back"],
  next: ["下一题", "Next question"],
  save: ["保存修改", "Save changes"],
  saveNew: ["保存回答", "Save answer"],
  unknown: ["不知道，先跳过", "I do not know, skip this"],
  seeNow: ["先看现在的结果", "See the result so far"],
  seeResult: ["看结果", "See the result"],
  yes: ["是", "Yes"],
  no: ["否", "No"],
  year: ["年", "Year"],
  month: ["月", "Month"],
  date: ["日", "Day"],
  dateHint: ["例如 2022 年 1 月 21 日。可以把整个日期粘贴到第一格。", "For example 2022, 1, 21. You can paste a whole date into the first box."],
  evidence: ["可以查：", "Where to find it: "],
  sensitive: ["这一题涉及个人隐私。回答只留在这台设备上，也可以跳过。", "This is a private matter. Your answer stays on this device, and you may skip it."],
  sharedBy: ["办事时可以由这里提供，不用您证明：", "When you apply, this can be supplied by: "],
  otherwise: ["不回答时按这个计算：", "Without an answer this is assumed: "],
  whyAsked: ["为什么问这一题", "Why we ask this"],
  changes: ["这一题的回答还会影响：", "Your answer can still change: "],
  more: ["等 {n} 项", "and {n} in all"],
  atMost: ["最多还有 {n} 题", "At most {n} questions left"],
  growing: ["还有 {n} 题，填写成员后会有增减", "{n} questions left; listing people may change this"],
  answeredSoFar: ["已回答 {n} 题", "{n} answered"],
  noneLeft: ["没有要问的了", "Nothing left to ask"],
  problems: ["有 {n} 处需要改", "{n} things to correct"],
  chooseOne: ["请选择一项；不知道的可以跳过", "Choose one answer, or skip the question"],
  enterNumber: ["请填写数字，例如 12000 或者 1.2万；不知道的可以跳过", "Enter a number such as 12000, or skip the question"],
  enterDate: ["请填写真实的年、月、日，例如 2022 年 1 月 21 日；不知道的可以跳过", "Enter a real date such as 2022, 1, 21, or skip the question"],
  enterText: ["请填写；不知道的可以跳过", "Enter an answer, or skip the question"],
  enterDay: ["请填写真实的年、月、日，例如 2022 年 1 月 21 日", "Enter a real date such as 2022, 1, 21"],
  addFirst: ["添加{of}", "Add: {of}"],
  addMore: ["再添加一个{of}", "Add another: {of}"],
  none: ["没有", "There is none"],
  full: ["最多可以填 {n} 个。", "At most {n} can be listed."],
  edit: ["修改", "Change"],
  remove: ["删除", "Remove"],
  removed: ["已删除{of}", "{of} removed"],
  count: ["{n} 个", "{n} listed"],
  notYet: ["还没有填写", "Nothing filled in yet"],
  done: ["填好了", "Done"],
  review: ["核对回答", "Check your answers"],
  reviewHint: ["改一处，所有结果都会重新计算。", "Change one answer and every result is worked out again."],
  reviewEmpty: ["还没有回答任何问题。", "No question has been answered yet."],
  skippedOnes: ["跳过的问题", "Questions you skipped"],
  answerNow: ["现在回答", "Answer now"],
  goOn: ["继续回答（还有 {n} 题）", "Go on answering ({n} left)"],
  others: ["另外还有 {n} 项是页面或者文件给的，这里不问。", "{n} further facts were supplied by the page or a file and are not asked here."],
  result: ["计算结果", "Your result"],
  resultOpen: ["还有 {n} 题没有回答，有的结论还不能定。", "{n} questions are not answered yet, so some conclusions are still open."],
  change: ["修改回答", "Change answers"],
  keep: ["保存和分享", "Save and share"],
  keepHint: ["只有您按了下面的按钮，才会生成文件或者链接。", "A file or link is made only when you press a button here."],
  saveFile: ["把回答存成文件", "Save answers to a file"],
  openFile: ["打开存过的回答", "Open saved answers"],
  saveRecord: ["保存判断记录", "Save the decision record"],
  makeLink: ["生成链接", "Make a link"],
  withSensitive: ["把涉及隐私的回答也放进链接", "Put private answers into the link, too"],
  link: ["可以复制的链接", "The link, to copy"],
  leftOut: ["{n} 个涉及隐私的回答没有放进链接。", "{n} private answers are not in the link."],
  copy: ["复制", "Copy"],
  copied: ["已复制", "Copied"],
  paperAdvice: ["仅供参考，不作为决定", "For guidance only; not a decision"],
  print: ["打印", "Print"],
  again: ["全部清除，重新开始", "Clear everything and start again"],
  againSure: ["确定清除全部回答吗？", "Clear all answers?"],
  againYes: ["清除", "Clear"],
  againNo: ["不清除", "Keep them"],
  asOf: ["按哪一天判断？", "For which day?"],
  asOfHint: ["条件和标准会随时间改变。一般填今天。", "Conditions and amounts change over time. Usually this is today."],
  onDay: ["按 {day} 判断", "Judged for {day}"],
  versionOf: ["规则 {name} {version}", "Rules {name} {version}"],
  digest: ["规则包摘要 {digest}", "Pack digest {digest}"],
  outdated: ["这些回答是用另一版规则做的（摘要 {digest}）。下面按现在的规则重新计算，结果可能不同。", "These answers were made with another version of the rules (digest {digest}). They are worked out again with the present rules; the result may differ."],
  dropped: ["有 {n} 个回答不合现在的规则，没有采用：", "{n} answers do not fit the present rules and were not taken: "],
  restored: ["已打开存过的回答。", "Saved answers were opened."],
  noRecord: ["判断记录没有做成。", "The record could not be made. "],
  notAnswers: ["这个文件不是本计算器存的回答。请选择用“把回答存成文件”得到的文件。", "This file does not hold answers of this calculator. Choose a file that was made by “Save answers to a file”."],
  brokenLink: ["链接里的回答读不出来，可能没有复制完整。请重新填写，或者重新复制链接。", "The answers in the link cannot be read; perhaps it was not copied in full. Fill the form in again or copy the link again."],
  failed: ["计算器没有能运行", "The calculator could not run"],
  slow: ["打开得很慢，可能是网络的原因。可以再等等，也可以先看下面的指南。", "Opening takes long, perhaps because of the network. Wait a little, or read the guide below."],
  blocked: ["本浏览器无法运行计算器：不支持 WebAssembly，或者网站的安全设置不允许。请换一个浏览器，或者看下面的指南。", "This browser cannot run the calculator: it does not support WebAssembly, or the site’s security policy forbids it. Use another browser or read the guide below."],
  unreachable: ["计算器需要的文件没有下载成功。请检查网络后刷新本页。", "A file that the calculator needs could not be loaded. Check the network and reload this page."],
  crashed: ["程序出错了，这不是您的回答造成的。请刷新本页再试。", "The program failed; this is not caused by your answers. Reload this page and try again."],
  refused: ["规则包没有通过检查，所以没有运行。请告诉网站的管理人员。", "The rules did not pass their check, so nothing was run. Please tell those who run this site."],
  noGuide: ["请到办事窗口或者拨打 12345 咨询。", "Please ask at a service counter or call 12345."],
  retry: ["再试一次", "Try again"],
  stays: ["回答只在这台设备上计算，不会发送出去。", "Your answers are worked out on this device and sent nowhere."],
  advice: ["结果仅供参考，以主管部门的决定为准。", "The result is guidance only; the competent authority decides."],
  formHint: ["知道的都填上，不知道的留空。问题会随回答增减。", "Fill in what you know and leave the rest empty. Questions come and go with your answers."],
  update: ["更新问题", "Update the questions"],
} as const satisfies Record<string, readonly [string, string]>;

export type Sentence = keyof typeof table;

/** Says a sentence, with what stands in its braces. */
export type Speak = (sentence: Sentence, parts?: Readonly<Record<string, string | number>>) => string;

export function speaker(language: Language): Speak {
  return (sentence, parts = {}) => {
    const said = table[sentence][language === "zh" ? 0 : 1];
    return said.replace(/\{(\w+)\}/g, (whole, name: string) => String(parts[name] ?? whole));
  };
}

/** Words of a package: both languages, or one text for both. */
export function inWords(words: Words | string | null | undefined, language: Language): string {
  if (words === null || words === undefined) return "";
  return typeof words === "string" ? words : words[language] || words.zh;
}
