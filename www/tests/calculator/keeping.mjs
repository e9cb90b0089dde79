// What is kept: a file, a link without what is sensitive, a record; and what comes back from them.

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { holds, opened, pack, same } from "./host.mjs";

const facts = {
  家庭: {
    子女: [{ 出生日期: "2025-03-15", 依法生育: true, 户籍: "本市" }, { 出生日期: "2018-04-08" }],
    家长: [{ 性别: "女", 在本市用人单位工作: true, 产假前月工资: "13500" }],
    家庭年收入: "130000",
    人均使用面积: "15",
  },
};
const secret = ["2025-03-15", "2018-04-08", "13500", "130000"];
const counts = { links: 0, files: 0, members: 0 };
const { calculator, close } = await opened();
const folder = await mkdtemp(join(tmpdir(), "tiaoli-"));

async function settle(tab) {
  await tab.evaluate(() => document.querySelector("tiaoli-calculator").updateComplete);
}
const factsOf = (tab) => tab.evaluate(() => document.querySelector("tiaoli-calculator").facts);
const told = (tab, name) => tab.evaluate((name) => globalThis.told.filter(({ type }) => type === name), name);
const noticeOf = (tab) => tab.locator("tiaoli-calculator .notice").first().innerText();
async function press(tab, name) {
  await tab.locator("tiaoli-calculator button", { hasText: name }).first().click();
  await settle(tab);
}

async function given(attributes = {}, settings = {}) {
  const one = await calculator({ rule: "生育一件事", mode: "wizard", ...attributes }, settings);
  await one.tab.evaluate((facts) => {
    document.querySelector("tiaoli-calculator").evaluate(facts);
  }, facts);
  await settle(one.tab);
  return one;
}

/** What a link says. */
async function unpacked(tab, href) {
  return tab.evaluate(async (href) => {
    const letters = atob(new URL(href).hash.replace(/^#tiaoli=/, "").replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
  }, href);
}

async function linkOf(tab) {
  await press(tab, "生成链接");
  const box = tab.locator("tiaoli-calculator #link-box");
  await box.waitFor();
  counts.links += 1;
  return box.inputValue();
}

try {
  // A link, without and with what is sensitive.
  const first = await given();
  const before = first.tab.url();
  const link = await linkOf(first.tab);
  same(first.tab.url(), before, "the address of the page stays as it was");
  const says = await unpacked(first.tab, link);
  const { about } = { about: await first.tab.evaluate(() => document.querySelector("tiaoli-calculator").pack) };
  for (const one of secret) holds(`the link holds ${one}: ${says}`, !says.includes(one));
  holds("the link holds what is not sensitive", says.includes("本市") && says.includes('"15"'));
  holds("the link names its pack", says.includes(about.pack.sha256));
  same(new URL(link).search, "", "nothing stands before the #");
  await first.tab.locator("tiaoli-calculator .check input").check();
  const whole = await linkOf(first.tab);
  await first.tab.waitForFunction(() => !document.querySelector("tiaoli-calculator").shadowRoot.querySelector(".linked [role=status]").textContent);
  const all = await unpacked(first.tab, await first.tab.locator("tiaoli-calculator #link-box").inputValue());
  for (const one of secret) holds(`the link was to hold ${one}`, all.includes(one));
  holds("both are links", whole.includes("#tiaoli=") && link.includes("#tiaoli="));

  // Once an answer changes, the link to the earlier ones is gone.
  await press(first.tab, "修改回答");
  await first.tab.locator("tiaoli-calculator dd button").last().click();
  await press(first.tab, "保存修改");
  await press(first.tab, "看结果");
  same(await first.tab.locator("tiaoli-calculator #link-box").count(), 0, "a link to earlier answers");

  // A file, and the record of the decision.
  const saved = first.tab.waitForEvent("download");
  await press(first.tab, "把回答存成文件");
  const file = join(folder, "answers.json");
  await (await saved).saveAs(file);
  const kept = await readFile(file, "utf8");
  same(JSON.parse(kept).facts, facts, "the file holds the facts");
  same(JSON.parse(kept).pack, about.pack.sha256, "the file names its pack");
  const recorded = first.tab.waitForEvent("download");
  await press(first.tab, "保存判断记录");
  const record = JSON.parse(await readFile(await (await recorded).path(), "utf8"));
  holds("a record of a decision", JSON.stringify(record).includes("commitment") || record.facts !== undefined);
  same(await first.tab.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, ""], "nothing is stored");
  same(first.since(), [], "nothing is asked for");
  await first.close();

  // The file is opened again: the same facts, and each with its question.
  const second = await calculator({ rule: "生育一件事" });
  await second.tab.locator("tiaoli-calculator input[type=file]").setInputFiles(file);
  await second.tab.locator("tiaoli-calculator .given").first().waitFor();
  same(await factsOf(second.tab), facts, "the facts of the file");
  holds("it is told", (await noticeOf(second.tab)).includes("已打开"));
  same(await second.tab.evaluate(() => document.querySelector("tiaoli-calculator").walk.session.unasked.length), 0, "every answer has its question");
  // A member that is taken out takes its answers along, and those behind it move up.
  await second.tab.locator("tiaoli-calculator dd button").first().click();
  await settle(second.tab);
  await press(second.tab, "删除");
  same(await factsOf(second.tab), { 家庭: { ...facts.家庭, 子女: [{ 出生日期: "2018-04-08" }] } }, "the first child is taken out");
  same(await second.tab.locator("tiaoli-calculator .members > li").count(), 1, "one child is left");
  counts.members += 1;
  // What is no file of answers, and what does not fit the rules any more.
  const wrong = `${file}.wrong`;
  for (const [text, words] of [["{", "不是本计算器存的回答"], ['{"version":1,"facts":{},"goals":[],"as_of":"2025-02-30"}', "不是本计算器存的回答"], ["[]", "不是本计算器存的回答"], ['{"version":1,"facts":[],"goals":[]}', "不是本计算器存的回答"]]) {
    await writeFile(wrong, text);
    await second.tab.reload();
    await second.tab.locator("tiaoli-calculator [data-heading]").waitFor();
    await second.tab.locator("tiaoli-calculator input[type=file]").setInputFiles(wrong);
    await second.tab.waitForFunction((words) => document.querySelector("tiaoli-calculator").shadowRoot.textContent.includes(words), words);
    counts.files += 1;
  }
  const older = JSON.parse(kept);
  older.pack = `sha256:${"0".repeat(64)}`;
  older.facts.家庭.人均使用面积 = "99999";
  older.facts.家庭.没有的事 = "x";
  await writeFile(wrong, JSON.stringify(older));
  await second.tab.reload();
  await second.tab.locator("tiaoli-calculator [data-heading]").waitFor();
  await second.tab.locator("tiaoli-calculator input[type=file]").setInputFiles(wrong);
  await second.tab.locator("tiaoli-calculator .given").first().waitFor();
  const notice = await noticeOf(second.tab);
  for (const words of ["另一版规则", "人均使用面积", "没有的事"]) holds(`the notice says ${words}: ${notice}`, notice.includes(words));
  same((await told(second.tab, "policy-pack-outdated")).map(({ detail }) => detail.made_with), [older.pack], "the host is told");
  same((await factsOf(second.tab)).家庭.家庭年收入, "130000", "the other answers are taken");
  await second.close();

  // The link is opened: its answers are there, and nothing went over the network.
  const third = await calculator({ rule: "生育一件事" }, { fragment: new URL(link).hash });
  await third.tab.locator("tiaoli-calculator .given").first().waitFor();
  same((await factsOf(third.tab)).家庭.人均使用面积, "15", "the answers of the link");
  holds("no request names the answers", !third.loaded.some((url) => url.includes("tiaoli=") && !url.includes("#")));
  same(await told(third.tab, "policy-pack-outdated"), [], "the pack is the same");
  await third.close();
  // A link that was cut.
  const fourth = await calculator({ rule: "生育一件事" }, { fragment: `${new URL(link).hash.slice(0, 60)}` });
  await fourth.tab.locator("tiaoli-calculator .notice[role=status]").waitFor();
  holds("a cut link is told", (await noticeOf(fourth.tab)).includes("读不出来"));
  await fourth.close();
  // A host that wants no links.
  const fifth = await given({ permalink: "off" });
  same(await fifth.tab.locator("tiaoli-calculator button", { hasText: "生成链接" }).count(), 0, "no links");
  await fifth.close();
  // Facts under the aliases of the package are the same facts.
  const english = await calculator({ rule: "having_a_child", lang: "en" });
  const spelt = await english.tab.evaluate(() => {
    const element = document.querySelector("tiaoli-calculator");
    element.evaluate({ family: { children: [{ birth_date: "2025-03-15" }], parents: [{ sex: "female", works_in_city: true }], household_size: 3 } });
    return [element.facts, element.walk.session.unasked];
  });
  same(spelt, [{ 家庭: { 子女: [{ 出生日期: "2025-03-15" }], 家长: [{ 性别: "female", 在本市用人单位工作: true }], 家庭人口: "3" } }, []], "facts under aliases");
  await english.close();
  // Methods, properties and what is told only to those who ask.
  const sixth = await given({ "expose-facts": true, "pack-digest": about.pack.sm3, src: pack });
  const said = await sixth.tab.evaluate(async () => {
    const element = document.querySelector("tiaoli-calculator");
    const written = JSON.parse(await element.exportRecord("answers"));
    const before = [element.result.answers.length > 0, element.trace !== null && element.trace !== undefined, element.pack.package.name, written.version];
    element.reset();
    await element.updateComplete;
    return [...before, Object.keys(element.facts).length, element.focusFirstError()];
  });
  same(said, [true, true, "cn-beijing/birth-one-matter", 1, 0, false], "methods and properties");
  holds("facts are told to those who ask", (await told(sixth.tab, "policy-result")).some(({ detail }) => detail.facts.家庭.家庭年收入 === "130000"));
  await sixth.close();
} finally {
  await rm(folder, { recursive: true });
  await close();
}
console.log(JSON.stringify(counts));
if (process.argv[2]) await writeFile(process.argv[2], JSON.stringify(counts));
