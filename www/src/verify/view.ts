/** What is shown: elements made of texts, never of markup, since records come from anybody. */

import type { DecisionRecord, Light, State, Verified, Words } from "../engine.js";
import { kinds, layers, lights, outcomes, words, type Language } from "./words.js";

type Child = Node | string | null;

/** An element with attributes and children. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

const MARKS: Record<State, [mark: string, style: string]> = {
  green: ["✔", "holds"],
  red: ["✘", "fails"],
  not_judged: ["－", "idle"],
};

/** A sign that says by its shape, and by its colour, what stands in words beside it. */
export function mark(state: State): HTMLElement {
  const [shape, style] = MARKS[state];
  return el("span", { class: `mark ${style}`, "aria-hidden": "true" }, shape);
}

/** Chinese words in an English page say that they are Chinese. */
function tongue(text: string, language: Language): Record<string, string> {
  return language === "en" && /\p{Script=Han}/u.test(text) ? { lang: "zh-Hans" } : {};
}

function said(text: string, language: Language, style = ""): HTMLElement {
  return el("span", { ...(style === "" ? {} : { class: style }), ...tongue(text, language) }, text);
}

/** How many lights stand how. */
export function tally(audited: Verified, language: Language): string {
  const count = (state: State) => audited.lights.filter((light) => light.state === state).length;
  const [green, red, open] = [count("green"), count("red"), count("not_judged")];
  return language === "zh"
    ? `七盏灯：${green} 盏绿，${red} 盏红，${open} 盏未判断`
    : `seven lights: ${green} green, ${red} red, ${open} not judged`;
}

/** The seven lights, each with its sentence and the places. */
export function lightList(found: readonly Light[], language: Language): HTMLElement {
  const list = el("ol", { class: "lights" });
  for (const light of found) {
    const known = lights[light.light];
    const name = known === undefined ? light.light : known.name[language];
    const head = el(
      "h3",
      {},
      mark(light.state),
      el("span", { class: "light-name" }, name),
      " ",
      el("span", { class: `badge ${MARKS[light.state][1]}` }, words[light.state][language]),
    );
    const about = known === undefined ? null : el("p", { class: "note" }, known.about[language]);
    const item = el("li", { "data-light": light.light, "data-state": light.state }, head, about);
    item.append(el("p", { class: "says", ...tongue(light.says[language], language) }, light.says[language]));
    if (light.places.length > 0) {
      const places = light.places.map((place) => el("li", tongue(place[language], language), place[language]));
      item.append(el("p", { class: "note" }, words.places[language]), el("ul", { class: "where" }, ...places));
    }
    list.append(item);
  }
  return list;
}

/** Names and what they are. */
export function particulars(rows: readonly [string, Child | Child[]][]): HTMLElement {
  const list = el("dl", { class: "particulars" });
  for (const [name, value] of rows) {
    list.append(el("dt", {}, name), el("dd", {}, ...(Array.isArray(value) ? value : [value])));
  }
  return list;
}

/** A part that is closed in the public layer. */
function open<T>(part: { value?: T } | null | undefined): T | undefined {
  return part?.value;
}

interface Provision {
  title: string;
  number: string | null;
  path: Words;
  quote: string | null;
  verified: boolean;
}

interface Summary {
  norm: string;
  instance_path: string | null;
  outcome: string;
  details: { value?: { summary?: Words | null } };
  grants: { value?: { words: Words }[] };
}

interface Figure {
  definition: string;
  instance: Words | null;
  details: { value?: { value?: (Words & object) | null } };
}

interface Told {
  kind: string;
  identity: { case_no?: string };
  time: { as_of: string; law_as_of: string; known_as_of: string };
  recorded_at?: string;
  rule_base: { packages: { name: string; version: string }[] };
  agency?: { authority?: { name?: string } };
  outcomes: Summary[];
  figures: Figure[];
  reasons: { basis: Provision[] }[];
}

function provisions(basis: readonly Provision[], language: Language): HTMLElement | null {
  if (basis.length === 0) return null;
  const items = basis.map((one) => {
    const name = `《${one.title}》${one.number === null ? "" : `（${one.number}）`}`;
    const path = one.path[language];
    const item = el("li", {}, said(name, language), " ", said(path, language));
    if (one.verified) item.append(" ", el("span", { class: "badge holds" }, words.compared[language]));
    if (one.quote !== null) item.append(el("blockquote", { class: "quote", lang: "zh-Hans" }, one.quote));
    return item;
  });
  const summary = el("summary", {}, `${words.basis[language]} ${basis.length}`);
  return el("details", {}, summary, el("ul", {}, ...items));
}

const SIGNS: Record<string, [string, string]> = {
  holds: ["✔", "holds"],
  fails: ["✘", "fails"],
  pending: ["？", "open"],
  awaits_finding: ["？", "open"],
  not_applicable: ["－", "idle"],
  faulty: ["✘", "faulty"],
};

function outcomeItem(one: Summary, basis: readonly Provision[], language: Language): HTMLElement {
  const [shape, style] = SIGNS[one.outcome] ?? ["？", "open"];
  const name = outcomes[one.outcome]?.[language] ?? one.outcome;
  const summary = open(one.details)?.summary;
  const full = summary?.[language] ?? name;
  const line = el(
    "p",
    { class: "line" },
    el("span", { class: `mark ${style}`, "aria-hidden": "true" }, shape),
    el("strong", tongue(one.norm, language), one.norm),
    " ",
    one.instance_path === null ? null : said(`${one.instance_path} `, language, "faint"),
    said(full, language),
  );
  if (open(one.details) === undefined) line.append(" ", el("span", { class: "badge" }, words.sealed[language]));
  return el("li", { class: "outcome" }, line, provisions(basis, language));
}

/** What was decided, in short. */
export function decision(record: DecisionRecord, audited: Verified, language: Language): Node[] {
  const told = record as unknown as Told;
  const rows: [string, Child][] = [
    [words.kind[language], (kinds[told.kind] ?? { zh: told.kind, en: told.kind })[language]],
    [words.layer[language], (layers[audited.layer] ?? { zh: audited.layer, en: audited.layer })[language]],
  ];
  const authority = told.agency?.authority?.name;
  if (authority !== undefined) rows.push([words.authority[language], said(authority, language)]);
  const number = told.identity.case_no;
  if (number !== undefined) rows.push([words.caseNo[language], said(number, language)]);
  rows.push(
    [words.asOf[language], told.time.as_of],
    [words.lawAsOf[language], told.time.law_as_of],
    [words.knownAsOf[language], told.time.known_as_of],
  );
  if (told.recorded_at !== undefined) rows.push([words.recordedAt[language], told.recorded_at]);
  const own = told.rule_base.packages[0];
  if (own !== undefined) rows.push([words.rules[language], `${own.name} ${own.version}`]);
  const shown: Node[] = [particulars(rows)];

  // The reasons of a record stand in the order of its outcomes, then of its figures.
  const items = told.outcomes.map((one, place) => ({
    holds: one.outcome === "holds",
    item: outcomeItem(one, told.reasons[place]?.basis ?? [], language),
  }));
  const list = (those: { item: HTMLElement }[]) => el("ul", { class: "outcomes" }, ...those.map(({ item }) => item));
  const holding = items.filter(({ holds }) => holds);
  const rest = items.filter(({ holds }) => !holds);
  if (items.length > 0) shown.push(el("h3", {}, words.outcomes[language]));
  if (holding.length > 0) shown.push(list(holding));
  if (rest.length > 0 && (holding.length === 0 || rest.length <= 5)) {
    shown.push(list(rest));
  } else if (rest.length > 0) {
    const summary = el("summary", {}, `${words.others[language]} ${rest.length}`);
    shown.push(el("details", { class: "folded" }, summary, list(rest)));
  }
  if (told.figures.length > 0) {
    shown.push(el("h3", {}, words.figures[language]));
    const figures = told.figures.map((one, place) => {
      const value = open(one.details)?.value?.[language] ?? words.sealed[language];
      const of = one.instance === null ? "" : `${one.instance[language]} `;
      const line = el("p", { class: "line" }, said(of, language, "faint"), el("strong", tongue(one.definition, language), one.definition), " ", said(value, language));
      return el("li", { class: "outcome" }, line, provisions(told.reasons[told.outcomes.length + place]?.basis ?? [], language));
    });
    shown.push(el("ul", { class: "outcomes" }, ...figures));
  }
  return shown;
}
