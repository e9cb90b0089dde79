/** The answers of an account in the order in which people want them: what holds first, and one card for the same answer to several. */

import type { Account, Told, Words } from "../../generated/types/account.js";

/** How an answer came out. */
export type Outcome = Told["outcome"];

/** One right, and all for whom it came out alike. */
export interface Card {
  /** What it is known by while the page changes. */
  key: string;
  outcome: Outcome;
  name: Words;
  members: readonly Told[];
  /** Whether one sentence says it for all of them. */
  alike: boolean;
}

/** The cards of one outcome. */
export interface Group {
  /** What it is known by on the page. */
  id: string;
  outcome: Outcome;
  cards: readonly Card[];
  /** Whether all of them are about rights. */
  rights: boolean;
}

const ORDER: readonly Outcome[] = ["holds", "pending", "awaits_finding", "fails", "faulty", "not_applicable"];

/** What makes two answers the same: what is granted, what fails, how much is missing. Not for whom. */
function signature(told: Told): string {
  const grants = told.grants.map((grant) => grant.words.zh);
  const failing = told.failing.map((one) => [one.kind, one.number, one.words.zh]);
  return JSON.stringify([grants, failing, told.next.length > 0, told.deadline?.words.zh, told.deeds.map((deed) => deed.words)]);
}

/** Money before days before what cannot be counted; what is for the whole family before what is for one of it; much before little. */
function weight(card: Card): [kind: number, much: number] {
  const value = card.members.flatMap((told) => told.grants).find((grant) => grant.value !== null)?.value?.zh ?? "";
  const kind = /元$/.test(value) ? 0 : value !== "" ? 2 : 4;
  const much = Number(/\d+(\.\d+)?/.exec(value)?.[0] ?? 0);
  return [kind + (card.members.some((told) => told.instance !== null) ? 1 : 0), much];
}

function before(one: Card, other: Card): number {
  const [[kind, much], [otherKind, otherMuch]] = [weight(one), weight(other)];
  return kind - otherKind || otherMuch - much;
}

/** The answers as groups of cards. */
export function groups(account: Account): Group[] {
  const found = ORDER.flatMap((outcome): Group[] => {
    const byNorm = new Map<string, Told[]>();
    for (const told of account.answers.filter((one) => one.outcome === outcome)) {
      byNorm.set(told.norm, [...(byNorm.get(told.norm) ?? []), told]);
    }
    const cards = [...byNorm].map(([norm, members]): Card => {
      const alike = new Set(members.map(signature)).size === 1;
      return { key: `${outcome}:${norm}`, outcome, name: members[0]!.name, members, alike };
    });
    if (outcome === "holds") cards.sort(before);
    // What somebody may have, and what somebody must do, do not hold in the same words.
    const right = ({ members }: Card) => members.every(({ modality }) => modality === "right" || modality === "permission");
    if (outcome !== "holds") return [{ id: outcome, outcome, cards, rights: cards.every(right) }];
    const others = { id: "holds-others", outcome, cards: cards.filter((card) => !right(card)), rights: false };
    return [{ id: outcome, outcome, cards: cards.filter(right), rights: true }, others];
  });
  return found.filter(({ cards }) => cards.length > 0);
}

/** For whom an answer is, in short: 第1个儿童 of 家庭的第1个儿童. */
export function whom(words: Words, language: "zh" | "en"): string {
  const said = words[language] || words.zh;
  return language === "zh" ? said.replace(/^[^的]*的(?=第\d+个)/, "") : said.replace(/( no\. \d+) of [^,]+$/, "$1");
}

/** A grant taken apart, so that its value can stand large. */
export interface Amount {
  label: string;
  before: string;
  value: string;
  after: string;
}

/** The parts of what is granted; only a label where nothing is counted. */
export function amount(grant: Told["grants"][number], language: "zh" | "en"): Amount {
  const words = grant.words[language] || grant.words.zh;
  const value = grant.value === null ? "" : grant.value[language] || grant.value.zh;
  const at = value === "" ? -1 : words.lastIndexOf(value);
  if (at < 0) return { label: words, before: "", value: "", after: "" };
  const [ahead, behind] = [words.slice(0, at), words.slice(at + value.length)];
  const colon = Math.max(ahead.lastIndexOf("："), ahead.lastIndexOf(": "));
  const label = colon < 0 ? "" : ahead.slice(0, colon);
  const before = ahead.slice(colon + 1).trim();
  return { label, before, value, after: behind.replace(/^[，,]\s*/, "") };
}

/** Thousands in a large number: 57,200元. Years stay as they are. */
export function readable(value: string): string {
  return value.replace(/(?<![.\d])\d{4,}(?![\d年-])/g, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ","));
}
