// Accounts of every outcome, as the built module tells them of real packages.

import { readFile } from "node:fs/promises";
import * as runtime from "../../dist/runtime.js";

const birth = "cn-beijing/birth-one-matter";
const plan = "cn-beijing/plan-2022";
const rights = "生育津贴 儿童免票 特殊家庭优先配租 国家婚假 陪产假 经同意增加假期 育儿假 本市育儿补贴 各年度照护扣除 家长照护扣除 全家本年合计 三孩奖励假 产前休假".split(" ");

const special = (facts) => (facts.家庭.计划生育特殊家庭 = true);
/** The name, the package, its facts, what is done to them, the question, who reads, and what is searched. */
const wanted = [
  ["family", birth, "family", () => {}, { goals: rights }, "citizen", "经同意增加假期"],
  ["officer", birth, "family", () => {}, { goals: ["生育津贴", "本市育儿补贴", "三孩奖励假"] }, "officer", "三孩奖励假"],
  ["employee", birth, "employee", () => {}, { goals: ["生育津贴", "单位先付津贴", "延长生育假", "育儿假"] }, "citizen", undefined],
  ["awaiting", birth, "family", special, { goals: ["特殊家庭优先配租", "儿童免票"] }, "citizen", undefined],
  ["before", birth, "family", () => {}, { goals: ["育儿假", "陪产假", "本市育儿补贴"], as_of: "2020-06-01" }, "citizen", undefined],
  ["target", plan, "city-2025", () => {}, { goals: ["每千人托位", "普惠占比"] }, "citizen", undefined],
];

/** All of them, with one whole questionnaire at the end. */
export async function accounts() {
  const engine = await runtime.start(await readFile("dist/runtime.wasm"));
  const held = new Map();
  for (const name of [birth, plan]) held.set(name, engine.load(new Uint8Array(await readFile(`dist/packs/${name.replaceAll("/", "-")}.pack`))));
  const told = [];
  for (const [name, home, file, change, question, reader, norm] of wanted) {
    const facts = JSON.parse(await readFile(`../policies/${home}/data/${file}.json`, "utf8"));
    change(facts);
    const asked = { today: "2025-12-01", explained: true, ...question };
    const text = JSON.stringify(facts);
    const account = held.get(home).why(text, asked, reader);
    const different = norm === undefined ? undefined : held.get(home).whatIf(text, { ...asked, goals: [norm] }, { size: 1, runs: 600, days: 0 });
    told.push({ name, account, different, officer: reader === "officer" });
  }
  return told;
}
