/** Every sentence of the answers, in Chinese and in English, and how a page says words that a package gives. */

import { html, type TemplateResult } from "lit";
import type { Words } from "../../generated/types/account.js";

/** The language of the page. */
export type Language = "zh" | "en";

const table = {
  tally: ["结果一览", "The answers at a glance"],
  day: ["按{day}的情况判断", "Judged for {day}"],
  lawDay: ["适用{day}的规定", "under the rules of {day}"],
  holds_right: ["可以享受", "Entitled"],
  holds: ["成立", "Holds"],
  pending: ["还要回答", "More answers needed"],
  awaits_finding: ["等待认定", "Awaits a finding"],
  fails: ["目前不符合", "Not met"],
  faulty: ["算不出来", "Cannot be computed"],
  not_applicable: ["不适用", "Does not apply"],
  about_holds: ["", ""],
  about_pending: ["不是不符合，只是还缺几个回答。", "This is not a no: a few answers are missing."],
  about_awaits_finding: ["不是不符合，要由有关机关或者专业人员认定。", "This is not a no: an authority or a professional must decide first."],
  about_fails: ["每一项都写明哪里不符合，以及怎样会不同。", "Each one says what is not met, and what would change it."],
  about_faulty: ["规则算不出结果，请向主管部门咨询。", "The rules give no result here; please ask the authority."],
  about_not_applicable: ["对象不同，或者规定还没有施行、已经不再施行。", "It is for others, or not in force on this day."],
  nothing: ["还没有任何结论。", "There are no answers yet."],
  all_hold: ["都符合条件", "All of them meet the conditions"],
  all_fail: ["都不符合条件。", "None of them meets the conditions."],
  all_pending: ["现在还不能判断，先要回答几个问题。", "This cannot be decided yet; some questions must be answered first."],
  all_awaits_finding: ["现在还不能判断，要等有关认定。", "This cannot be decided yet; a finding must be made first."],
  all_not_applicable: ["都不适用。", "It does not apply to any of them."],
  all_faulty: ["都算不出来。", "It cannot be computed for any of them."],
  granted: ["，给予{what}。", ": {what}."],
  differ: ["每人不同", "Different for each"],
  why_holds: ["为什么", "Why"],
  why_pending: ["判断到哪一步", "How far this is decided"],
  why_awaits_finding: ["判断到哪一步", "How far this is decided"],
  why_fails: ["为什么不符合", "Why not"],
  why_faulty: ["为什么算不出来", "Why it cannot be computed"],
  why_not_applicable: ["为什么不适用", "Why it does not apply"],
  failing: ["哪里不符合", "What is not met"],
  noFault: ["没有列出不符合的项", "No failing item is listed"],
  needs: ["还要什么", "What is still needed"],
  answer: ["去回答", "Answer this"],
  bounds: ["现在只知道范围", "only a range is known"],
  evidence: ["凭证：{what}", "Evidence: {what}"],
  decidedBy: ["由{who}认定", "Decided by {who}"],
  decider: ["由有关机关认定", "Decided by an authority"],
  calendar: ["缺少这些日子的工作日历", "The calendar of working days is missing for these days"],
  conditions: ["条件", "Conditions"],
  forWhom: ["适用对象", "For whom"],
  inForce: ["适用时间", "When it applies"],
  exceptions: ["例外", "Exceptions"],
  signs: ["怎样算做到", "What shows that it was done"],
  computed: ["怎样算出", "How it was worked out"],
  target: ["目标：{what}", "Target: {what}"],
  byException: ["按例外“{what}”", "by the exception “{what}”"],
  deadline: ["最后期限", "Last day"],
  counted: ["算法：{how}", "How it was counted: {how}"],
  doneOn: ["完成日", "Done on"],
  ifLate: ["逾期：", "If late: "],
  deeds: ["要做什么", "What to do"],
  findings: ["已有的认定", "Findings made"],
  foundSo: ["认定为是", "found to be so"],
  foundNot: ["认定为否", "found not to be so"],
  reasons: ["理由：{what}", "Reasons: {what}"],
  basis: ["依据", "Basis"],
  also: ["同时参照", "Also"],
  figures: ["用到的标准和数字", "Figures used"],
  source: ["出处：{what}", "Source: {what}"],
  published: ["{day}公布", "published {day}"],
  since: ["{day}起", "from {day}"],
  between: ["{day}至{until}", "{day} to {until}"],
  until: ["至{day}", "until {day}"],
  checkBy: ["应于{day}前复核", "to be checked again by {day}"],
  overdue: ["已过复核日，可能已经调整", "the day for checking it again has passed; it may have been adjusted"],
  readings: ["读法", "Readings"],
  taken: ["取“{option}”", "taken: “{option}”"],
  byDefault: ["默认", "by default"],
  otherwise: ["如取“{option}”，结论变为：{what}", "With “{option}” it would be: {what}"],
  same: ["如取“{option}”，结论不变", "With “{option}” nothing changes"],
  defaults: ["没有回答、按默认算的", "Not answered, taken by default"],
  doubts: ["存疑", "Unsettled"],
  documents: ["要带的材料", "What to bring"],
  referTo: ["另由这些文件规定", "Other documents decide on this"],
  notes: ["说明", "Notes"],
  effect: ["效力", "Effect"],
  ruleOf: ["规则“{norm}”，{pack}", "Rule {norm}, {pack}"],
  deeper: ["再看 {n} 项", "{n} more below"],
  more: ["还有 {n} 项", "{n} more"],
  seeAbove: ["见上", "see above"],
  mark_holds: ["符合", "met"],
  mark_fails: ["不符合", "not met"],
  mark_open: ["还不能判断", "not known yet"],
  mark_not_judged: ["没有判断", "not judged"],
  mark_fault: ["算不出来", "cannot be computed"],
  mark_value: ["", ""],
  applies: ["适用", "applies"],
  appliesNot: ["不适用", "does not apply"],
  different: ["怎样会不同", "What would change it"],
  searching: ["正在试算……", "Trying changes…"],
  searchFailed: ["这一次没有试算成功。", "The search did not succeed this time."],
  retry: ["再试一次", "Try again"],
  already: ["已经成立，不用改变。", "It already holds; nothing need change."],
  oneEnough: ["改变下面任何一项就够：", "Any one of these changes is enough:"],
  together: ["至少要同时改变 {n} 项：", "At least {n} changes together:"],
  decidedByThese: ["能改变的事实怎样变都不行，由这些事实决定：", "No fact that can change makes a difference; these decide:"],
  decidedByRules: ["改变什么事实都不行：这是名单、日期或者规则本身决定的。", "No change of facts does it: the lists, the days or the rules themselves decide."],
  notUpTo: ["同时改变 {n} 项以内都不行；更多的没有试。", "No {n} changes together do it; more were not tried."],
  notYet: ["还没有找到。", "Nothing has been found yet."],
  cut: ["只试算了一部分，没有找到的不等于没有。", "Only part was tried: what was not found may exist."],
  fixed: ["下面这些谁也改变不了，只作说明，不是建议：", "Nobody can change these; they explain and are no advice:"],
  ifSo: ["如果{changes}", "if {changes}"],
  and: ["，并且", ", and "],
  gains: ["，就成立", ", it holds"],
  loses: ["，就不再成立", ", it no longer holds"],
  later: ["事实不变，自{day}起成立。", "With the facts as they are, it holds from {day} on."],
  moreWays: ["另有 {n} 种", "{n} more"],
  proven: ["每一种都实际试算过。", "Each of them was run."],
  clause: ["条款原文", "The provision"],
  number: ["文号", "Number"],
  whole: ["全文", "the whole document"],
  issuers: ["发布机关", "Issued by"],
  dated: ["成文日期", "Signed"],
  publishedOn: ["公布日期", "Published"],
  inForceSpan: ["适用时间", "In force"],
  sourceDigest: ["所收文本摘要", "Digest of the text held"],
  verified: ["原文已核对", "Checked against the text"],
  notHeld: ["原文未收录", "Text not held"],
  notHeldSays: ["本规则包没有收录这份文件的原文，请查阅正式文本。", "The rules do not hold the text of this document; please consult the official one."],
  erratum: ["勘误", "Erratum"],
  presumed: ["应为“{what}”", "presumably “{what}”"],
  grounds: ["根据：{what}", "Grounds: {what}"],
  confidence: ["可信度：{what}", "Confidence: {what}"],
  matters: ["影响：{what}", "Why it matters: {what}"],
  copy: ["复制引用", "Copy citation"],
  copied: ["已复制", "Copied"],
  selected: ["已选中引用文字，请按 Ctrl+C 复制", "The citation is selected; press Ctrl+C to copy it"],
  close: ["关闭", "Close"],
  advice: ["仅供参考，不作为决定", "For guidance only; this is not a decision"],
  adviceLong: ["本页由规则程序根据所填事实算出，仅供参考，不作为决定；以主管部门的决定为准。", "This sheet was worked out by a rules program from the facts given. It is for guidance only and is not a decision; the competent authority decides."],
  asOf: ["判断日", "Day of judgement"],
  lawAsOf: ["适用法日", "Law as of"],
  knownAsOf: ["知悉日", "Known as of"],
  rules: ["规则包", "Rules"],
  digest: ["规则包摘要", "Digest of the rules"],
  whom: ["对象", "For whom"],
  granting: ["内容", "Details"],
  quoted: ["引用的条款", "Provisions quoted"],
} as const satisfies Record<string, readonly [string, string]>;

/** A sentence of the page. */
export type Sentence = keyof typeof table;

/** The signs of Chinese writing; in an English page such words say that they are Chinese. */
const HAN = /\p{Script=Han}/u;

/** How a page speaks. */
export class Voice {
  readonly english: boolean;

  constructor(readonly language: Language) {
    this.english = language === "en";
  }

  /** A sentence of the page, with what stands in its braces. */
  say(sentence: Sentence, parts: Readonly<Record<string, string | number>> = {}): string {
    return table[sentence][this.english ? 1 : 0].replace(/\{(\w+)\}/g, (whole, name: string) => String(parts[name] ?? whole));
  }

  /** Words of a package. */
  of(words: Words | null | undefined): string {
    return words ? words[this.language] || words.zh : "";
  }

  /** Words that may be Chinese in an English page, and then are marked so. */
  shown(text: Words | string | null | undefined): TemplateResult | string {
    const words = typeof text === "string" ? text : this.of(text);
    return this.english && HAN.test(words) ? html`<span lang="zh-Hans">${words}</span>` : words;
  }

  /** Words joined as a list in a sentence. */
  list(words: readonly string[]): string {
    return words.join(this.english ? ", " : "、");
  }

  /** A day, written 2025-12-01, as people say it. */
  day(written: string): string {
    const [year, month, date] = written.split("-").map(Number);
    if (this.english || !year || !month || !date) return written;
    return `${year}年${month}月${date}日`;
  }

  /** When something applies; `until` is the first day on which it no longer does. */
  span(from: string | null, until: string | null): string {
    const last = until === null ? null : this.day(new Date(Date.parse(until) - 86_400_000).toISOString().slice(0, 10));
    if (last === null) return from === null ? "" : this.say("since", { day: this.day(from) });
    return from === null ? this.say("until", { day: last }) : this.say("between", { day: this.day(from), until: last });
  }

  /** A number of the rules: （一） in Chinese, (1) in English. */
  number(written: string | null): string {
    if (written === null || !this.english) return written ?? "";
    return written.replace(/（([一二三四五六七八九十百]+)）/g, (_, chinese: string) => `(${arabic(chinese)})`);
  }
}

/** 十二 as 12. */
function arabic(chinese: string): number {
  let [whole, last] = [0, 0];
  for (const sign of chinese) {
    const unit = { 十: 10, 百: 100 }[sign];
    if (unit === undefined) last = "一二三四五六七八九".indexOf(sign) + 1;
    else [whole, last] = [whole + (last || 1) * unit, 0];
  }
  return whole + last;
}
