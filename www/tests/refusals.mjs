// What the modules refuse and how they come back: `node tests/refusals.mjs CASES.json ANSWERS.json`, from `www`.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import * as runtime from "../dist/runtime.js";
import * as full from "../dist/full.js";

const [from, to] = process.argv.slice(2);
const { pack: packed, digest, own, others, question } = JSON.parse(await readFile(from, "utf8"));
const pack = new Uint8Array(Buffer.from(packed, "base64"));
const engine = await runtime.start(await readFile("dist/runtime.wasm"));
const editor = await full.FullEngine.startFull(await readFile("dist/full.wasm"));
let checked = 0;

/** What is thrown, which must say in both languages what is wrong. */
function refusal(ask, type = runtime.EngineError) {
  try {
    ask();
  } catch (thrown) {
    assert(thrown instanceof type, String(thrown));
    assert(/[一-鿿]/.test(thrown.says.zh) && /[a-z]/.test(thrown.says.en), thrown.message);
    checked += 1;
    return thrown;
  }
  assert.fail("nothing was refused");
}
const code = (ask, type) => refusal(ask, type).code;

// Packs.
const changed = pack.slice();
changed[200] ^= 1;
const newer = pack.slice();
newer[8] = 99;
const other = digest.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
assert.equal(code(() => engine.load(pack, other)), "digest");
assert.equal(code(() => engine.load(pack, "")), "digest");
assert.equal(code(() => engine.load(changed)), "damaged");
assert.equal(code(() => engine.load(newer)), "newer");
assert.equal(code(() => engine.load(pack.subarray(0, 1000))), "truncated");
assert.equal(code(() => engine.load(new Uint8Array(0))), "foreign");
assert.equal(code(() => engine.load(new TextEncoder().encode("<!doctype html>"))), "foreign");

const held = engine.load(pack, digest);
assert.equal(held.about.pack.sm3, digest);
assert(held.about.questionnaires.length >= 0 && held.about.facts.$defs);

// Questions.
assert.equal(code(() => held.decide({}, { ...question, goals: ["没有这一项"] })), "goal");
assert.equal(code(() => held.decide({}, { ...question, today: "昨天" })), "day");
assert.equal(code(() => held.decide({}, { ...question, as_of: "2024-02-30" })), "day");
assert.equal(code(() => held.decide({}, {})), "argument");
assert.equal(code(() => held.decide({}, null)), "argument");
assert.equal(code(() => held.decide({}, { ...question, goals: 1 })), "argument");

// Facts.
const wrong = refusal(() => held.decide('{"不是事实": 1,\n "也不是": 2}', question));
assert.equal(wrong.code, "facts");
assert.equal(wrong.problems.length, 2);
assert.equal(wrong.problems[1].place.line, 2);
for (const facts of ["", "{", "[]", "nul", '"', "\u0000", "[".repeat(100_000), '{"a":'.repeat(50_000)]) {
  assert.equal(code(() => held.decide(facts, question)), "facts");
  assert.equal(code(() => held.brief(facts, question)), "facts");
}

// Records.
const record = held.record({}, question, new Date("2026-01-02T03:04:05.678Z"));
assert.equal(engine.readRecord(record).recorded_at, "2026-01-02T03:04:05Z");
assert(held.verify(record).holds && held.replay(record).holds);
assert.notEqual(held.record({}, question), held.record({}, question), "salts are random");
assert.equal(code(() => held.verify("")), "cut");
assert.equal(code(() => held.verify("{}")), "not_a_record");
assert.equal(code(() => engine.readRecord(record.slice(0, -9))), "cut");
const tampered = record.replace(`"as_of":"${question.today}"`, '"as_of":"2025-12-31"');
assert.notEqual(tampered, record);
assert(!held.verify(tampered).holds);

// Rule files.
const type = full.EngineError;
const { opened, package: read } = editor.open(own, others);
assert(opened.sound, JSON.stringify(opened.problems));
assert.equal(read.decideText({}, question), held.decideText({}, question));
const path = Object.keys(own.rules)[0];
const bad = editor.open({ ...own, rules: { ...own.rules, [path]: own.rules[path] + "\n规范 " } }, others);
assert(!bad.opened.sound && bad.opened.problems.length > 0);
const unsound = refusal(() => bad.package.decide({}, question), type);
assert.equal(unsound.code, "unsound");
assert(unsound.problems.length > 0);
assert(Array.isArray(editor.problems(own.name, question.today)));
assert.equal(code(() => editor.problems("没有", question.today), type), "not_loaded");
assert.equal(code(() => editor.format("a.tiao", "规范 "), type), "broken");
const formatted = editor.format(path, own.rules[path]);
assert.equal(editor.format(path, formatted), formatted);
const deep = `定义 深：依据：一条；是指：${"（".repeat(100_000)}1。`;
editor.open({ ...own, rules: { "deep.tiao": deep } });
editor.open(own, others);
assert.equal(read.decideText({}, question), held.decideText({}, question));

// A stack that ends in the middle of a decision: the module is started again and answers as before.
const before = held.decideText({}, question);
const thrown = [];
let after;
function down() {
  try {
    down();
  } catch {
    // The deepest frames have no room for a decision.
  }
  if (after !== undefined) return;
  try {
    after = held.decideText({}, question);
  } catch (error) {
    thrown.push(error);
  }
}
down();
assert.equal(after, before);
const crashes = thrown.filter((error) => error.code === "crashed" || error.code === "lost");
assert(crashes.length > 0, `${thrown.length} thrown`);
checked += 1;

await writeFile(to, JSON.stringify({ checked }));
