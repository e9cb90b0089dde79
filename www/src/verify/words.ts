/** What the page itself says, in both languages. What the engine says comes from the engine. */

import type { Words } from "../engine.js";

export type Language = keyof Words;

export const words = {
  title: { zh: "核对判断记录", en: "Verify a decision record" },
  intro: {
    zh: "一切都在这台机器上做：打开以后，本页不向任何地方发送或索取任何内容。",
    en: "Everything happens on this machine: once open, this page sends nothing and asks for nothing.",
  },
  skip: { zh: "跳到结果", en: "Skip to the result" },
  language: { zh: "语言", en: "Language" },
  verdict: { zh: "结果", en: "Result" },
  starting: { zh: "正在准备……", en: "Getting ready …" },
  waiting: { zh: "还没有记录。请先在“材料”里选择判断记录。", en: "No record yet. Choose a decision record under “What is at hand”." },
  sound: { zh: "没有发现问题", en: "Nothing wrong was found" },
  unsound: { zh: "有问题：看红灯", en: "Something is wrong: see the red lights" },
  refused: { zh: "不能核对", en: "It cannot be verified" },
  lights: { zh: "七盏灯", en: "Seven lights" },
  green: { zh: "绿灯", en: "green" },
  red: { zh: "红灯", en: "red" },
  not_judged: { zh: "未判断", en: "not judged" },
  places: { zh: "在哪里", en: "Where" },
  replay: { zh: "重新判断", en: "Decide again" },
  replayButton: { zh: "重新判断，逐字节比较", en: "Decide again and compare every byte" },
  replayAbout: {
    zh: "用本页里的程序、手上的程序包和记录里的事实，把决定重做一遍。",
    en: "Makes the decision anew from the facts of the record, with the pack at hand and the program in this page.",
  },
  replayNeeds: { zh: "要有记录和程序包才能重新判断。", en: "It takes a record and a pack to decide again." },
  place: { zh: "位置", en: "Place" },
  decision: { zh: "决定", en: "The decision" },
  kind: { zh: "种类", en: "Kind" },
  layer: { zh: "哪一层", en: "Layer" },
  authority: { zh: "机关", en: "Authority" },
  caseNo: { zh: "案号", en: "Case number" },
  asOf: { zh: "判断日", en: "Decided as of" },
  lawAsOf: { zh: "适用法日", en: "Law as of" },
  knownAsOf: { zh: "知悉日", en: "Known as of" },
  recordedAt: { zh: "写下时间（不在摘要之内）", en: "Written at (no digest covers it)" },
  rules: { zh: "规则包", en: "Package" },
  outcomes: { zh: "结论", en: "Outcomes" },
  others: { zh: "其余", en: "The others" },
  figures: { zh: "数值", en: "Figures" },
  basis: { zh: "依据", en: "Basis" },
  compared: { zh: "原文已核对", en: "compared with the text" },
  sealed: { zh: "内容封着", en: "closed" },
  digests: { zh: "摘要", en: "Digests" },
  digestsAbout: {
    zh: "与当时另存的摘要比对；只与本页所写的比对，什么也证明不了。",
    en: "Compare them with those that were kept apart. Compared with what this page says, they prove nothing.",
  },
  ofRecord: { zh: "记录（所签的公开层）", en: "Record (the public layer, which is signed)" },
  ofFile: { zh: "记录文件", en: "File of the record" },
  ofPack: { zh: "程序包", en: "Pack" },
  ofModule: { zh: "本页的程序（wasm）", en: "Program in this page (wasm)" },
  ofKey: { zh: "公钥", en: "Public key" },
  materials: { zh: "材料", en: "What is at hand" },
  choose: { zh: "选择文件，或拖到本页", en: "Choose files, or drop them on this page" },
  chooseAbout: {
    zh: "判断记录（哪一层都行，也可以是签名封套）、程序包（.pack）、签名人的公钥（.pem），可以一次选几个。",
    en: "The decision record (any layer, or an envelope), the pack (.pack), public keys of signers (.pem); several at once if you like.",
  },
  kept: { zh: "另存的摘要（可以不填）", en: "Digest that was kept apart (optional)" },
  keptAbout: { zh: "写成 sm3:… 或 sha256:…，本页拿它与记录比对。", en: "Written sm3:… or sha256:…; it is compared with the record." },
  record: { zh: "记录", en: "record" },
  pack: { zh: "程序包", en: "pack" },
  key: { zh: "公钥", en: "public key" },
  remove: { zh: "移去", en: "Remove" },
  nothing: { zh: "还没有材料。", en: "Nothing yet." },
  limits: { zh: "这一页能证明什么，不能证明什么", en: "What this page can prove, and what it cannot" },
  can: { zh: "能证明", en: "It can prove" },
  cannot: { zh: "不能证明", en: "It cannot prove" },
  notStarted: { zh: "什么都没有核对", en: "Nothing was verified" },
  blocked: {
    zh: "这个浏览器没有能够启动本页的程序（WebAssembly）：浏览器太旧、禁止了它，或者文件坏了。没有结果不等于没有问题。请换一个浏览器，或者用命令行 tiaoli verify。",
    en: "This browser did not start the program in this page (WebAssembly): the browser is too old or blocks it, or the file is damaged. No result does not mean no problem. Use another browser, or `tiaoli verify` on the command line.",
  },
  why: { zh: "原因", en: "Why" },
} satisfies Record<string, Words>;

/** The lights by their code: their names, and what each looks at. */
export const lights: Record<string, { name: Words; about: Words }> = {
  contents: {
    name: { zh: "内容", en: "contents" },
    about: { zh: "记录与它的摘要", en: "the record against its digests" },
  },
  signatures: {
    name: { zh: "签名", en: "signatures" },
    about: { zh: "签名与所给的公钥", en: "the signatures against the keys given" },
  },
  rule_base: {
    name: { zh: "规则包", en: "rule base" },
    about: { zh: "所用的规则与手上的程序包", en: "the rules used against the pack at hand" },
  },
  provisions: {
    name: { zh: "条文", en: "provisions" },
    about: { zh: "引文与所存的文本", en: "the words cited against the texts held" },
  },
  private: {
    name: { zh: "私密值", en: "private values" },
    about: { zh: "打开的值与它的承诺", en: "open values against their commitments" },
  },
  rerun: {
    name: { zh: "重算", en: "re-run" },
    about: { zh: "同样的事实，再判断一次", en: "the same facts, decided again" },
  },
  procedure: {
    name: { zh: "程序", en: "procedure" },
    about: { zh: "告知、期限、理由、救济", en: "notices, deadlines, reasons, remedies" },
  },
};

/** What outcomes are called. */
export const outcomes: Record<string, Words> = {
  holds: { zh: "成立", en: "holds" },
  fails: { zh: "不成立", en: "does not hold" },
  pending: { zh: "待定", en: "pending" },
  awaits_finding: { zh: "待认定", en: "awaits a finding" },
  not_applicable: { zh: "不适用", en: "does not apply" },
  faulty: { zh: "出错", en: "error" },
};

export const kinds: Record<string, Words> = {
  试算: { zh: "试算", en: "trial calculation" },
  预审: { zh: "预审", en: "preliminary review" },
  正式决定: { zh: "正式决定", en: "formal decision" },
};

export const layers: Record<string, Words> = {
  whole: { zh: "全本", en: "whole record" },
  public: { zh: "公开层", en: "public layer" },
  opened: { zh: "打开了一部分的公开层", en: "public layer with openings" },
};

/** What a page that carries its own program can and cannot prove. */
export const limits: { can: Words[]; cannot: Words[] } = {
  can: [
    {
      zh: "记录自做成摘要和签名以后有没有改动；改动的人如果连摘要也重算，要靠签名或另存的摘要才看得出。",
      en: "Whether the record was changed since it was digested and signed. Whoever changes it and computes new digests is seen only by a signature or a digest that was kept apart.",
    },
    {
      zh: "引用的文字是不是程序包所存文本里的文字；用包里的规则和记录里的事实，是不是得出同样的结论。",
      en: "Whether the words cited are those of the texts in the pack, and whether the rules of the pack give the same outcomes from the facts of the record.",
    },
  ],
  cannot: [
    {
      zh: "它自己有没有说谎。做这一页的人可以让它把红灯画成绿灯、报出假的摘要。要信它，就用另外得来的一页（自己做的，或从可靠的地方取的），再把记录、程序包、公钥交给那一页。",
      en: "That it does not lie itself. Whoever made this page could have made it show red as green and print false digests. Verify with a page that you obtained separately (made yourself, or from a source that you trust) and give that one the record, the pack and the keys.",
    },
    {
      zh: "程序包是不是机关当时公布的那一个，公钥是不是机关的：要与另存的摘要和公布的公钥比对。",
      en: "That the pack is the one that the authority published, or that the key is the authority's: compare them with digests and keys that were kept or published elsewhere.",
    },
    {
      zh: "填报的事实是不是真的，规则是不是写对了法律，本页写的时间是不是真的。",
      en: "That the facts were true, that the rules say what the law says, or that the times written here are right.",
    },
  ],
};
