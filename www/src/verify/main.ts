/** The page of an auditor: a record, a pack and keys in; seven lights, the decision in short, and the decision made again out. */

import { EngineError, type DecisionRecord, type Package, type Replayed, type Verified, type Words } from "../engine.js";
import { Auditor } from "./auditor.js";
import { LONGEST, block, bytesOfBase64, embedded, kindOf, type Given } from "./materials.js";
import { decision, el, lightList, mark, particulars, tally } from "./view.js";
import { limits, words, type Language } from "./words.js";

interface Key extends Given {
  pem: string;
  id: string;
}

let language: Language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
let auditor: Auditor | undefined;
/** Why the program did not start. */
let dead: string | undefined;
let record: Given | undefined;
let pack: (Given & { held: Package }) | undefined;
let keys: Key[] = [];
let keptApart = "";
let moduleDigest = "";
/** What was refused, by the name of the file. */
let troubles: { of: string; says: Words }[] = [];

let audited: Verified | undefined;
let read: DecisionRecord | undefined;
let refused: Words | undefined;
let digestWrong: Words | undefined;
let again: Replayed | undefined;

const place = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;

function saidOf(thrown: unknown): Words {
  if (thrown instanceof EngineError) return thrown.says;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return { zh: text, en: text };
}

/** Takes files in, by what they are. */
function take(given: readonly Given[]): void {
  if (auditor === undefined) return;
  troubles = [];
  for (const file of given) {
    try {
      const kind = kindOf(file.bytes);
      if (kind === "pack") pack = { ...file, held: auditor.load(file.bytes) };
      else if (kind === "record") record = file;
      else {
        const pem = new TextDecoder().decode(file.bytes);
        const id = auditor.keyId(pem);
        keys = [...keys.filter((key) => key.id !== id), { ...file, pem, id }];
      }
    } catch (thrown) {
      troubles.push({ of: file.name, says: saidOf(thrown) });
    }
  }
  look();
}

/** Looks at the record with everything that is at hand. */
function look(): void {
  [audited, read, refused, digestWrong, again] = [undefined, undefined, undefined, undefined, undefined];
  if (auditor !== undefined && record !== undefined) {
    const beside = (digest: string | null) => ({
      package: pack?.held.about.pack?.sha256 ?? null,
      keys: keys.map((key) => key.pem),
      digest,
    });
    try {
      read = auditor.read(record.bytes);
      const written = keptApart.trim();
      try {
        audited = auditor.audit(record.bytes, beside(written === "" ? null : written));
      } catch (thrown) {
        if (!(thrown instanceof EngineError) || thrown.code !== "digest_written") throw thrown;
        digestWrong = thrown.says;
        audited = auditor.audit(record.bytes, beside(null));
      }
    } catch (thrown) {
      [audited, read, refused] = [undefined, undefined, saidOf(thrown)];
    }
  }
  show();
}

function decideAgain(): void {
  if (auditor === undefined || record === undefined || pack === undefined) return;
  try {
    again = auditor.replay(record.bytes, pack.held);
  } catch (thrown) {
    again = { version: 1, holds: false, path: null, says: saidOf(thrown) };
  }
  showReplay();
}

function fill(id: string, ...children: (Node | string)[]): void {
  place(id).replaceChildren(...children);
}

function showVerdict(): void {
  const line = (state: "green" | "red" | "not_judged", text: string) => el("p", { class: "verdict", "data-state": state }, mark(state), text);
  if (dead !== undefined) {
    const why = el("p", { class: "note" }, `${words.why[language]}${language === "zh" ? "：" : ": "}${dead}`);
    fill("verdict", line("red", words.notStarted[language]), el("p", {}, words.blocked[language]), why);
  } else if (auditor === undefined) {
    fill("verdict", el("p", {}, words.starting[language]));
  } else if (refused !== undefined) {
    fill("verdict", line("red", words.refused[language]), el("p", {}, refused[language]));
  } else if (audited === undefined) {
    fill("verdict", line("not_judged", words.waiting[language]));
  } else {
    const about = audited.holds ? line("green", words.sound[language]) : line("red", words.unsound[language]);
    fill("verdict", about, el("p", {}, tally(audited, language)));
  }
}

function showReplay(): void {
  const ready = audited !== undefined && pack !== undefined;
  place<HTMLButtonElement>("replay-button").disabled = !ready;
  fill("replay-about", ready ? words.replayAbout[language] : words.replayNeeds[language]);
  if (again === undefined) return fill("replay-result");
  const state = again.holds ? "green" : "red";
  const shown: Node[] = [el("p", { class: "says", "data-state": state }, mark(state), again.says[language])];
  if (again.path !== null) shown.push(el("p", { class: "note" }, `${words.place[language]} `, el("span", { class: "code" }, again.path)));
  fill("replay-result", ...shown);
}

function showDigests(): void {
  const code = (text: string) => el("div", { class: "code" }, text);
  const both = (digests: { sm3: string; sha256: string }) => [code(digests.sm3), code(digests.sha256)];
  const rows: [string, Node[]][] = [];
  if (audited !== undefined) rows.push([words.ofRecord[language], both(audited)]);
  if (audited !== undefined && record !== undefined && auditor !== undefined) {
    rows.push([words.ofFile[language], both(auditor.digests(record.bytes))]);
  }
  if (pack?.held.about.pack) rows.push([words.ofPack[language], both(pack.held.about.pack)]);
  for (const key of keys) rows.push([words.ofKey[language], [code(key.id)]]);
  if (moduleDigest !== "") rows.push([words.ofModule[language], [code(moduleDigest)]]);
  fill("digests", el("p", { class: "note" }, words.digestsAbout[language]), particulars(rows));
}

function showMaterials(): void {
  const item = (kind: "record" | "pack" | "key", file: Given, remove: () => void) => {
    const button = el("button", { type: "button", "aria-label": `${words.remove[language]} ${file.name}` }, words.remove[language]);
    button.addEventListener("click", () => {
      remove();
      look();
      place("files").focus();
    });
    return el("li", {}, `${words[kind][language]}　`, el("span", { class: "code" }, file.name), " ", button);
  };
  const items: HTMLElement[] = [];
  if (record !== undefined) items.push(item("record", record, () => (record = undefined)));
  if (pack !== undefined) items.push(item("pack", pack, () => (pack = undefined)));
  for (const key of keys) items.push(item("key", key, () => (keys = keys.filter((one) => one !== key))));
  fill("at-hand", items.length === 0 ? el("p", { class: "note" }, words.nothing[language]) : el("ul", {}, ...items));
  fill("troubles", ...troubles.map(({ of, says }) => el("p", {}, mark("red"), el("span", { class: "code" }, of), " ", says[language])));
  const field = place<HTMLInputElement>("kept-apart");
  field.setAttribute("aria-invalid", String(digestWrong !== undefined));
  fill("kept-apart-wrong", digestWrong?.[language] ?? "");
}

/** Everything, in the language of the reader. */
function show(): void {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  document.title = words.title[language];
  for (const part of document.querySelectorAll<HTMLElement>("[data-words]")) {
    part.textContent = words[part.dataset["words"] as keyof typeof words][language];
  }
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset["language"] === language));
  }
  place("languages").setAttribute("aria-label", words.language[language]);
  const said = (those: Words[]) => el("ul", {}, ...those.map((one) => el("li", {}, one[language])));
  const [can, cannot] = [el("h3", {}, words.can[language]), el("h3", {}, words.cannot[language])];
  fill("limits", can, said(limits.can), cannot, said(limits.cannot));
  showVerdict();
  place("materials").hidden = dead !== undefined;
  const whole = audited !== undefined && read !== undefined;
  for (const section of document.querySelectorAll<HTMLElement>("[data-needs=record]")) section.hidden = !whole;
  fill("lights", ...(audited === undefined ? [] : [lightList(audited.lights, language)]));
  fill("decision", ...(whole ? decision(read!, audited!, language) : []));
  showReplay();
  showDigests();
  showMaterials();
}

async function files(list: FileList | null | undefined): Promise<void> {
  place("materials").setAttribute("aria-busy", "true");
  const given: Given[] = [];
  const unread: typeof troubles = [];
  for (const file of list ?? []) {
    if (file.size > LONGEST) {
      unread.push({ of: file.name, says: { zh: "文件超过 16 MiB，没有读", en: "the file is longer than 16 MiB and was not read" } });
      continue;
    }
    try {
      given.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
    } catch (thrown) {
      unread.push({ of: file.name, says: saidOf(thrown) });
    }
  }
  take(given);
  troubles.push(...unread);
  showMaterials();
  place("materials").setAttribute("aria-busy", "false");
}

function listen(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-language]")) {
    button.addEventListener("click", () => {
      language = button.dataset["language"] === "en" ? "en" : "zh";
      show();
    });
  }
  const input = place<HTMLInputElement>("files");
  input.addEventListener("change", async () => {
    await files(input.files);
    input.value = "";
  });
  place("kept-apart").addEventListener("change", () => {
    keptApart = place<HTMLInputElement>("kept-apart").value;
    look();
  });
  place("replay-button").addEventListener("click", decideAgain);
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    void files(event.dataTransfer?.files);
  });
  // What is folded is printed too.
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
}

async function begin(): Promise<void> {
  listen();
  show();
  try {
    const bytes = bytesOfBase64(block("module") as string);
    auditor = await Auditor.startAuditor(bytes);
    moduleDigest = auditor.digests(bytes).sha256;
  } catch (thrown) {
    auditor = undefined;
    dead = thrown instanceof Error ? thrown.message : String(thrown);
    show();
    return;
  }
  let given: Given[] = [];
  try {
    given = embedded();
  } catch (thrown) {
    troubles.push({ of: "kept", says: saidOf(thrown) });
  }
  if (troubles.length > 0) show();
  else take(given);
}

void begin();
