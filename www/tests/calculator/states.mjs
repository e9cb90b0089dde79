// Every page and state, in both languages, wide and narrow, light and dark: nothing hinders and nothing overflows.

import { writeFile } from "node:fs/promises";
import { accessible, focused, holds, opened, picture, same } from "./host.mjs";

const family = {
  家庭: {
    子女: [{ 出生日期: "2022-06-15", 依法生育: true }, { 出生日期: "2025-03-15", 依法生育: true, 户籍: "本市" }],
    家长: [{ 性别: "女", 在本市用人单位工作: true, 产前连续缴费月数: "12" }, { 性别: "男", 在本市用人单位工作: true }],
    家庭年收入: "130000",
    家庭人口: "4",
  },
};
// Fewer rights make shorter pages, and pass by the same states.
const few = { rule: "儿童照护扣除 生育津贴 申请公租房资格" };
const counts = { pages: 0 };
const words = {
  zh: { start: "开始", add: "添加", next: "下一题", save: "保存修改", unknown: "不知道", done: "填好了", now: "先看现在的结果", change: "修改回答", link: "生成链接", again: "全部清除", back: "上一步" },
  en: { start: "Start", add: "Add", next: "Next question", save: "Save changes", unknown: "I do not know", done: "Done", now: "See the result so far", change: "Change answers", link: "Make a link", again: "Clear everything", back: "Back" },
};
const { calculator, close } = await opened();

async function settle(tab) {
  await tab.evaluate(() => document.querySelector("tiaoli-calculator").updateComplete);
}

async function press(tab, name) {
  await tab.locator("tiaoli-calculator button", { hasText: name }).first().click();
  await settle(tab);
}

async function look(tab, name) {
  await accessible(tab, name);
  await picture(tab, name);
  counts.pages += 1;
}

/** The path of the question that is shown. */
const pathOf = (tab) => tab.evaluate(() => document.querySelector("tiaoli-calculator").shadowRoot.querySelector("[data-path]")?.dataset.path ?? "");

/** From the start to the result and what can be done there. */
async function walk(language, attributes, settings, name) {
  const say = words[language];
  const lang = language === "zh" ? "zh-Hans" : "en";
  const { tab, since, close: done } = await calculator({ rule: "生育一件事", lang, ...attributes }, settings);
  await look(tab, `${name}-start`);
  await press(tab, say.start);
  await look(tab, `${name}-list-empty`);
  await press(tab, say.add);
  await look(tab, `${name}-member`);
  await tab.locator("tiaoli-calculator .year input").fill("2025年13月1日");
  await press(tab, say.done);
  same((await focused(tab)).tag, "div", "the summary of what is wrong has the focus");
  await look(tab, `${name}-member-wrong`);
  await tab.locator("tiaoli-calculator .wrongs a").click();
  same((await focused(tab)).tag, "input", "the summary leads to the field");
  await tab.locator("tiaoli-calculator .year input").fill("2025年3月15日");
  await press(tab, say.done);
  await look(tab, `${name}-list`);
  await press(tab, say.next);
  await press(tab, say.add);
  await tab.locator("tiaoli-calculator input[type=radio]").first().check();
  await press(tab, say.done);
  await press(tab, say.next);
  await look(tab, `${name}-choice`);
  await press(tab, say.next);
  await look(tab, `${name}-choice-wrong`);
  let number = false;
  for (let step = 0; step < 30 && !number; step += 1) {
    const yes = tab.locator("tiaoli-calculator input[type=radio]").first();
    if ((await yes.count()) > 0) {
      await yes.check();
      await press(tab, say.next);
    } else {
      number = (await tab.locator("tiaoli-calculator .numeral").count()) > 0;
      if (!number) await press(tab, say.unknown);
    }
  }
  holds("a number is asked", number);
  const asked = await pathOf(tab);
  await tab.locator("tiaoli-calculator .numeral input").fill("１２０００");
  await look(tab, `${name}-number`);
  await press(tab, say.next);
  if ((await pathOf(tab)) === asked) await look(tab, `${name}-number-wrong`);
  await tab.locator("tiaoli-calculator .numeral input").fill("12");
  await press(tab, say.next);
  await press(tab, say.unknown);
  await press(tab, say.now);
  await look(tab, `${name}-result`);
  await reasons(tab, name);
  await press(tab, say.link);
  await tab.locator("tiaoli-calculator #link-box").waitFor();
  await look(tab, `${name}-link`);
  await press(tab, say.again);
  await look(tab, `${name}-clearing`);
  await press(tab, say.back);
  await press(tab, language === "zh" ? "核对回答" : "Check your answers");
  await look(tab, `${name}-review`);
  await tab.locator("tiaoli-calculator dd button").nth(2).click();
  await settle(tab);
  await look(tab, `${name}-changing`);
  await press(tab, say.save);
  same(since(), [], "nothing is asked for after loading");
  await done();
}

/** Why, and a provision: it opens by keyboard, closes with Escape, and the focus goes back. */
async function reasons(tab, name) {
  await tab.locator("tiaoli-calculator .answers .card summary").first().click();
  await look(tab, `${name}-why`);
  const clause = tab.locator("tiaoli-calculator .answers button.clause").first();
  await clause.focus();
  const before = await focused(tab);
  await tab.keyboard.press("Enter");
  await tab.locator("tiaoli-calculator dialog[open]").waitFor();
  await look(tab, `${name}-clause`);
  await tab.keyboard.press("Escape");
  await tab.locator("tiaoli-calculator dialog[open]").waitFor({ state: "detached" });
  same(await focused(tab), before, "the focus goes back to where the provision was opened");
  const told = await tab.evaluate(() => globalThis.told.filter(({ type }) => type === "policy-clause-open"));
  same(told.length, 1, "the host is told which provision");
}

/** A page that is given its facts or asks for everything at once. */
async function once(name, attributes, settings = {}, facts = family) {
  const { tab, close: done } = await calculator({ rule: "生育一件事", ...attributes }, settings);
  await tab.evaluate((facts) => {
    document.querySelector("tiaoli-calculator").facts = facts;
  }, facts);
  await settle(tab);
  await look(tab, name);
  await done();
}

try {
  await walk("zh", {}, { viewport: { width: 1280, height: 900 } }, "zh-wide");
  await walk("en", {}, { viewport: { width: 390, height: 844 } }, "en-phone");
  await walk("zh", few, { viewport: { width: 320, height: 640 }, colorScheme: "dark" }, "zh-320-dark");
  // 200 % zoom of a window of 1280 pixels, and large type in it.
  await walk("en", { ...few, senior: true }, { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2, reducedMotion: "reduce" }, "en-zoomed");
  for (const lang of ["zh-Hans", "en"]) {
    await once(`form-${lang}`, { mode: "form", lang }, { viewport: { width: 390, height: 844 } });
    await once(`result-${lang}`, { mode: "result", lang, readonly: true });
    await once(`compact-${lang}`, { embed: "compact", lang }, { viewport: { width: 320, height: 600 } });
    await once(`day-${lang}`, { "as-of": "ask", mode: "form", lang });
    await once(`district-${lang}`, { mode: "form", rule: "区一件事", lang }, {}, {});
    await once(`employer-${lang}`, { mode: "form", rule: "用人单位一件事", lang }, { colorScheme: "dark" }, {});
  }
} finally {
  await close();
}
console.log(JSON.stringify(counts));
if (process.argv[2]) await writeFile(process.argv[2], JSON.stringify(counts));
