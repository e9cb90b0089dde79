// What people type: composition, pasted days, numbers in every spelling, and what is out of bounds.

import { writeFile } from "node:fs/promises";
import { asks, holds, opened, same } from "./host.mjs";

const counts = { composed: 0, numbers: 0, days: 0, themes: 0 };
const { calculator, close } = await opened();

async function settle(tab) {
  await tab.evaluate(() => document.querySelector("tiaoli-calculator").updateComplete);
}

try {
  const { tab, close: done } = await calculator({ mode: "form", rule: "申请公租房资格 育儿假" });
  await tab.evaluate(() => {
    document.querySelector("tiaoli-calculator").facts = { 家庭: { 家长: [{ 性别: "女", 在本市用人单位工作: true }], 子女: [{}] } };
  });
  await settle(tab);
  const wage = tab.locator("tiaoli-calculator [data-path$=家庭年收入]").first();
  const number = wage.locator("input");
  const readBack = wage.locator("output");
  // Through composition events nothing is lost, doubled or rewritten.
  const input = await tab.context().newCDPSession(tab);
  for (const [steps, wanted] of [[["1", "1.", "1.2", "1.2w", "1.2wan"], "1.2万"], [["y", "yi", "yib"], "一百"], [["１", "１２"], "１２０００元"]]) {
    await number.fill("");
    await number.focus();
    for (const text of steps) {
      const before = await readBack.textContent();
      await input.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
      same(await number.inputValue(), text, "what is being composed stays as it is");
      same(await readBack.textContent(), before, "nothing happens during composition");
    }
    await input.send("Input.insertText", { text: wanted });
    same(await number.inputValue(), wanted, "what was composed stays as it is");
    counts.composed += 1;
  }
  for (const [written, said] of [["12000", "12,000元 = 1.2万元"], ["１２，０００元", "12,000元 = 1.2万元"], ["1.2万", "12,000元 = 1.2万元"], ["0.5亿", "50,000,000元 = 5000万元"], ["13500.50", "13,500.5元 = 1.35005万元"], ["999", "999元"], ["x", ""]]) {
    await number.fill(written);
    same(await readBack.textContent(), said, written);
    same(await number.inputValue(), written, "the box is not rewritten");
    counts.numbers += 1;
  }
  // A whole day that is pasted into any box fills all three.
  for (const text of ["2022年1月21日", "2022-01-21", "２０２２年１月２１日", "2022/1/21", "20220121"]) {
    const boxes = tab.locator("tiaoli-calculator .dates").first().locator("input");
    for (const place of [0, 2]) {
      for (const box of await boxes.all()) await box.fill("");
      await boxes.nth(place).evaluate((box, text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text", text);
        box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      }, text);
      same(await boxes.evaluateAll((all) => all.map((box) => box.value)), ["2022", "1", "21"], text);
      counts.days += 1;
    }
  }
  await done();

  // What the engine refuses is told at its field, in the language of the page.
  const bounded = await calculator({ rule: "生育津贴", lang: "en" });
  await bounded.tab.evaluate(() => {
    document.querySelector("tiaoli-calculator").facts = { 家庭: { 家长: [{ 性别: "女", 在本市用人单位工作: true, 参加生育保险: true }] } };
  });
  await bounded.tab.evaluate(() => document.querySelector("tiaoli-calculator").walk.open("家庭.家长[0].产前连续缴费月数"));
  await settle(bounded.tab);
  same((await asks(bounded.tab)).path, "家庭.家长[0].产前连续缴费月数", "the question that is opened");
  await bounded.tab.locator("tiaoli-calculator .numeral input").fill("999");
  await bounded.tab.keyboard.press("Enter");
  await settle(bounded.tab);
  const error = await bounded.tab.locator("tiaoli-calculator .error").innerText();
  holds(`an engine's refusal: ${error}`, error.includes("720 months"));
  same(await bounded.tab.locator("tiaoli-calculator .numeral input").inputValue(), "999", "what was written stays");
  same(await bounded.tab.locator("tiaoli-calculator .numeral input").getAttribute("aria-invalid"), "true", "the box is marked");
  same(await bounded.tab.evaluate(() => document.querySelector("tiaoli-calculator").facts.家庭.家长[0].产前连续缴费月数), undefined, "nothing was taken");
  await bounded.close();

  // A theme that cannot be read gives way to the safe pair; one that can stays.
  for (const [theme, wanted] of [[{ "--pc-color-accent": "#ffe08a" }, "accent"], [{ "--pc-color-text": "#cccccc" }, "theme"], [{ "--pc-color-accent": "#7a1f5c" }, undefined], [{ "--pc-color-ok": "#9f9", "--pc-color-no": "#f99" }, "ok no"]]) {
    const themed = await calculator({ rule: "育儿假" });
    await themed.tab.evaluate((theme) => {
      const element = document.querySelector("tiaoli-calculator");
      for (const [name, colour] of Object.entries(theme)) element.style.setProperty(name, colour);
      element.requestUpdate();
    }, theme);
    await settle(themed.tab);
    const unsafe = await themed.tab.evaluate(() => document.querySelector("tiaoli-calculator").shadowRoot.querySelector(".form").dataset.unsafe);
    same(unsafe, wanted, `the theme ${JSON.stringify(theme)}`);
    counts.themes += 1;
    await themed.close();
  }
} finally {
  await close();
}
console.log(JSON.stringify(counts));
if (process.argv[2]) await writeFile(process.argv[2], JSON.stringify(counts));
