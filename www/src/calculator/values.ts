/** What people write into boxes, read and read back. Numbers stay text from the first letter to the engine: no float touches them. */

import type { Answer, Words } from "../../generated/types/inquiry.js";
import type { Value } from "./case.js";

export type Language = "zh" | "en";

/** Full-width letters as narrow ones, without blanks at the ends. */
function plain(text: string): string {
  return text.normalize("NFKC").trim();
}

/**
 * A number as the engine reads it: `１２，０００元` and `1.2万` are 12000. Nothing where it is none.
 */
export function number(text: string, unit?: Words): string | undefined {
  let rest = plain(text).replace(/[\s,，_]/g, "");
  for (const word of [unit?.zh, unit?.en].map((word) => plain(word ?? "").replace(/\s/g, ""))) {
    if (word && rest.toLowerCase().endsWith(word.toLowerCase())) rest = rest.slice(0, -word.length);
  }
  const found = /^([+-]?)(\d*)(?:\.(\d+))?([万亿]?)$/.exec(rest);
  const [, sign = "", whole = "", part = "", scale = ""] = found ?? [];
  if (!found || whole + part === "") return undefined;
  const zeros = { "": 0, 万: 4, 亿: 8 }[scale] ?? 0;
  const digits = whole + part.padEnd(zeros, "0");
  const point = whole.length + zeros;
  const before = digits.slice(0, point).replace(/^0+(?=\d)/, "") || "0";
  const after = digits.slice(point).replace(/0+$/, "");
  return `${sign === "-" ? "-" : ""}${before}${after && `.${after}`}`;
}

/** A number in groups of three; in Chinese from ten thousand on also in 万: `12,000元 = 1.2万元`. */
export function readBack(text: string, unit: Words, language: Language): string {
  const [whole = "", part] = text.replace("-", "").split(".");
  const sign = text.startsWith("-") ? "-" : "";
  const grouped = sign + whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "");
  const word = unit[language];
  const said = language === "zh" ? grouped + word : `${grouped} ${word}`.trim();
  if (language === "en" || whole.length < 5) return said;
  const [zeros, scale] = whole.length > 8 ? [8, "亿"] : [4, "万"];
  const tail = (whole.slice(-zeros) + (part ?? "")).replace(/0+$/, "");
  return `${said} = ${sign}${whole.slice(0, -zeros)}${tail && `.${tail}`}${scale}${word}`;
}

/** The three parts of a day out of what was pasted: `2022年1月21日`, `2022-01-21`, `2022/1/21`, `20220121`. */
export function dayParts(text: string): [string, string, string] | undefined {
  const found = /^(\d{4})\s*[年\-/.]\s*(\d{1,2})\s*[月\-/.]\s*(\d{1,2})\s*日?$/.exec(plain(text)) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain(text));
  return found ? [found[1]!, String(Number(found[2])), String(Number(found[3]))] : undefined;
}

/** The day of three boxes as `2022-01-21`; nothing where the calendar has none. A whole day in the first box counts. */
export function day(year: string, month: string, date: string): string | undefined {
  const [y, m, d] = (month + date).trim() === "" ? (dayParts(year) ?? [year, "", ""]) : [year, month, date].map((part) => plain(part).replace(/[年月日]$/, ""));
  if (!/^\d{4}$/.test(y!) || !/^\d{1,2}$/.test(m!) || !/^\d{1,2}$/.test(d!)) return undefined;
  const written = `${y}-${m!.padStart(2, "0")}-${d!.padStart(2, "0")}`;
  const real = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(written) ? written : undefined;
}

/** A day as people say it. */
export function sayDay(written: string, language: Language): string {
  const parts = dayParts(written);
  if (!parts) return written;
  const [year, month, date] = parts;
  if (language === "zh") return `${year}年${month}月${date}日`;
  const spoken = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return spoken.format(new Date(`${year}-${month!.padStart(2, "0")}-${date!.padStart(2, "0")}T00:00:00Z`));
}

/** An answer as people say it. */
export function say(value: Value, answer: Answer | null, language: Language): string {
  const zh = language === "zh";
  if (typeof value === "boolean") return value ? (zh ? "是" : "Yes") : zh ? "否" : "No";
  if (Array.isArray(value)) return zh ? `${value.length}个` : String(value.length);
  if (typeof value !== "string") return "";
  if (answer?.type === "number") {
    const read = number(value, answer.unit);
    return read === undefined ? value : readBack(read, answer.unit, language);
  }
  if (answer?.type === "date") return sayDay(value, language);
  if (answer?.type === "choice") return optionName(answer.options, value, language);
  if (answer?.type === "yes_no") return say(value === "是" || value === "true", answer, language);
  return value;
}

export function optionName(options: readonly { name: string; alias: string | null }[], name: string, language: Language): string {
  const option = options.find((one) => one.name === name || one.alias === name);
  return option ? named(option, language) : name;
}

/** A name, in English its alias in words. */
export function named(one: { name: string; alias: string | null }, language: Language): string {
  if (language === "zh" || one.alias === null) return one.name;
  const words = one.alias.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
