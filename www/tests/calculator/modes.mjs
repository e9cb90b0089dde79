// The ways in which a host embeds it: life events, days, forms, results, read-only; and going back, skipping and resuming.

import { writeFile } from "node:fs/promises";
import { asks, focused, holds, opened, pack, same, strict, tabTo } from "./host.mjs";

const counts = { ways: 0 };
const { calculator, close } = await opened();
const say = "tiaoli-calculator";

async function settle(tab) {
  await tab.evaluate(() => document.querySelector("tiaoli-calculator").updateComplete);
}
async function press(tab, name) {
  await tab.locator(`${say} button`, { hasText: name }).first().click();
  await settle(tab);
}
const factsOf = (tab) => tab.evaluate(() => document.querySelector("tiaoli-calculator").facts);
const textOf = (tab) => tab.locator(`${say} .form`).innerText();

async function way(attributes, options, look) {
  const one = await calculator(attributes, options);
  await look(one.tab, one);
  await one.close();
  counts.ways += 1;
}

try {
  await way({ "life-event": "having_a_child", lang: "en" }, {}, async (tab) => {
    same((await asks(tab)).heading, "Having a child", "the questionnaire by its alias");
    await tab.locator(`${say} button[lang=zh-Hans]`).click();
    await settle(tab);
    same((await asks(tab)).heading, "生育一件事", "the other language at a press");
    same(await tab.locator(say).getAttribute("lang"), "en", "the host’s attribute is the host’s");
  });
  await way({ rule: "育儿假", "as-of": "ask" }, {}, async (tab) => {
    await press(tab, "开始");
    same((await asks(tab)).heading, "按哪一天判断？", "the day is asked");
    await tab.locator(`${say} .year input`).fill("2024");
    await tab.locator(`${say} .month input`).fill("13");
    await press(tab, "下一题");
    same((await focused(tab)).id, "day-box", "the focus after a day that is none");
    await tab.locator(`${say} .month input`).fill("6");
    await tab.locator(`${say} .date input`).fill("15");
    await press(tab, "下一题");
    holds("the day is shown", (await textOf(tab)).includes("按 2024年6月15日 判断"));
    same(await tab.evaluate(() => document.querySelector("tiaoli-calculator").result.as_of), "2024-06-15", "it is judged for that day");
  });
  // Back, skip, resume.
  await way({ rule: "区级指导中心 申请公租房资格" }, {}, async (tab) => {
    await press(tab, "开始");
    const first = await asks(tab);
    await press(tab, "不知道");
    const second = await asks(tab);
    holds("skipping leads on", second.path !== first.path);
    await press(tab, "上一步");
    same((await asks(tab)).path, first.path, "back at the question before");
    for (let step = 0; step < 30 && (await asks(tab)).heading !== "计算结果"; step += 1) await press(tab, "不知道");
    same((await asks(tab)).heading, "计算结果", "nothing left but what was skipped");
    same(await factsOf(tab), {}, "nothing is taken for an answer");
    await press(tab, "继续回答");
    same((await asks(tab)).path, first.path, "what was skipped is asked again");
    await press(tab, "上一步").catch(() => undefined);
  });
  // All on one page: questions come and go, what is written stays.
  await way({ rule: "申请公租房资格", mode: "form" }, {}, async (tab) => {
    const shown = () => tab.locator(`${say} [data-path]`).evaluateAll((all) => all.map(({ dataset }) => dataset.path));
    const before = await shown();
    holds("several questions at once", before.length > 2);
    const size = tab.locator(`${say} [data-path$=家庭人口] input`);
    await size.fill("３");
    await tab.locator(`${say} [data-path$=三类轮候家庭] input`).first().check();
    await settle(tab);
    same(await size.inputValue(), "３", "what is written stays as it is");
    same((await focused(tab)).type, "radio", "the focus stays where it was");
    holds("an answer takes questions away", (await shown()).length < before.length);
    same((await factsOf(tab)).家庭.三类轮候家庭, true, "the answer is taken");
    const facts = await factsOf(tab);
    await press(tab, "看结果");
    same((await asks(tab)).heading, "计算结果", "the result");
    holds("the answers are kept", Object.keys((await factsOf(tab)).家庭).length >= Object.keys(facts.家庭).length);
    await press(tab, "上一步");
    holds("back at the form", (await shown()).length > 0);
  });
  // Facts given before the pack is there; nothing to change.
  await way({ rule: "育儿假", mode: "result", readonly: true }, { bytes: 600, waits: false }, async (tab) => {
    await tab.evaluate(() => {
      document.querySelector("tiaoli-calculator").facts = { 家庭: { 子女: [{ 出生日期: "2025-03-15" }], 家长: [{ 性别: "女", 在本市用人单位工作: true }] } };
    });
    await tab.locator(`${say} [data-heading]`).waitFor();
    same(await tab.locator(`${say} button`, { hasText: "修改回答" }).count(), 0, "nothing to change");
    same(await tab.evaluate(() => document.querySelector("tiaoli-calculator").result.answers[0].norm), "育儿假", "the facts are those that were given");
    holds("the host is told of the result", (await tab.evaluate(() => globalThis.told)).some(({ type }) => type === "policy-result"));
  });
  // A small slot asks at once, and an officer reads all.
  await way({ rule: "育儿假", embed: "compact" }, {}, async (tab) => holds("it asks at once", (await asks(tab)).path !== undefined));
  // Reduced motion is respected; so are the words of the host.
  await way({ rule: "育儿假" }, { reducedMotion: "reduce", inside: '<p slot="intro" id="own">本局的说明</p><a slot="help" id="help">12345</a>' }, async (tab) => {
    holds("the host’s own introduction", await tab.locator("#own").isVisible());
    holds("help stands in one place", await tab.locator("#help").isVisible());
    const moving = await tab.evaluate(() => document.getAnimations().filter((one) => one.effect.getTiming().duration > 10).length);
    same(moving, 0, "nothing moves");
  });
  // The policy of the host is not loosened: what it forbids stays forbidden.
  await way({ rule: "育儿假", src: pack }, { quiet: false }, async (tab) => {
    holds("the policy is strict", !/unsafe-inline|'unsafe-eval'|https?:/.test(strict));
    const evaluated = await tab.evaluate(() => new Promise((done) => {
      addEventListener("securitypolicyviolation", () => done("forbidden"), { once: true });
      const script = document.createElement("a");
      try {
        script.setAttribute("onclick", "globalThis.loose = true");
      } catch {
        done("forbidden");
      }
      document.body.append(script);
      script.click();
      setTimeout(() => done(globalThis.loose ? "allowed" : "forbidden"), 300);
    }));
    same(evaluated, "forbidden", "script in attributes");
    same(await tab.evaluate(() => [...document.querySelectorAll("style"), ...document.querySelector("tiaoli-calculator").shadowRoot.querySelectorAll("style, [style]")].length), 0, "no style in elements");
  });
  // Order of the focus: back, heading’s boxes, next, skip.
  await way({ rule: "育儿假" }, {}, async (tab) => {
    await tabTo(tab, "button.primary");
    await tab.keyboard.press("Enter");
    await settle(tab);
    await tab.keyboard.press("Tab");
    same((await focused(tab)).text, "添加家长", "after the heading comes what it asks");
    await tab.keyboard.press("Shift+Tab");
    same((await focused(tab)).text?.includes("上一步"), true, "before the heading stands the way back");
  });
} finally {
  await close();
}
console.log(JSON.stringify(counts));
if (process.argv[2]) await writeFile(process.argv[2], JSON.stringify(counts));
