// A parent answers by keyboard alone and gets leave, deduction and subsidy with their clauses; then changes one answer.

import { writeFile } from "node:fs/promises";
import { asks, focused, holds, opened, same, tabTo } from "./host.mjs";

const answers = {
  "家庭.子女[0].出生日期": ["2025", "3", "15"],
  "家庭.子女[0].依法生育": "是",
  "家庭.子女[0].户籍": "本市",
  "家庭.子女[0].照护扣除分摊": "男方全额",
  "家庭.家长[0].性别": "女",
  "家庭.家长[0].在本市用人单位工作": "是",
  "家庭.家长[0].担任监护人": "是",
  "家庭.家长[0].取得综合所得": "是",
  "家庭.家长[1].性别": "男",
  "家庭.家长[1].在本市用人单位工作": "是",
  "家庭.家长[1].担任监护人": "是",
  "家庭.家长[1].取得综合所得": "是",
};
const counts = { questions: 0, skipped: 0, rights: 0 };

async function press(tab, selector, text) {
  await tabTo(tab, selector, text);
  await tab.keyboard.press("Enter");
}

/** Answers the question that is shown, with keys. */
async function answer(tab, { path, kind }) {
  const given = answers[path];
  if (given === undefined) {
    counts.skipped += 1;
    return press(tab, "button", "不知道");
  }
  counts.questions += 1;
  if (kind === "date") {
    for (const [place, part] of given.entries()) {
      await tabTo(tab, `.dates label:nth-child(${place + 1}) input`);
      await tab.keyboard.type(part);
    }
  } else if (kind === "radio") {
    await tabTo(tab, "input[type=radio]");
    const labels = await tab.evaluate(() => [...document.querySelector("tiaoli-calculator").shadowRoot.querySelectorAll(".choice")].map((one) => one.textContent.trim()));
    await tab.keyboard.press("Space");
    for (let step = 0; step < labels.indexOf(given); step += 1) await tab.keyboard.press("ArrowDown");
  } else {
    await tabTo(tab, "input[type=text]");
    await tab.keyboard.type(given);
  }
  same((await asks(tab)).path, path, "no answer leads on before it is confirmed");
  await tab.keyboard.press("Enter");
}

const { calculator, close } = await opened();
try {
  const { tab, since, close: done } = await calculator({ rule: "育儿假 家长照护扣除 儿童照护扣除 本市育儿补贴" });
  await press(tab, "button.primary");
  const people = { "家庭.子女": 1, "家庭.家长": 2 };
  const seen = new Set();
  for (let step = 0; step < 80; step += 1) {
    const page = await asks(tab);
    if (page.heading === "计算结果") break;
    same((await focused(tab)).tag, "h2", `the heading of ${page.path} has the focus`);
    if (page.kind === "list") {
      const listed = await tab.locator("tiaoli-calculator .members > li").count();
      await press(tab, "button", listed < people[page.path] ? "添加" : "下一题");
    } else {
      holds(`${page.path} is asked twice`, !seen.has(page.path));
      seen.add(page.path);
      await answer(tab, page);
    }
    await tab.evaluate(() => document.querySelector("tiaoli-calculator").updateComplete);
  }
  const told = async () =>
    tab.evaluate(() => {
      const element = document.querySelector("tiaoli-calculator");
      const shown = element.shadowRoot.querySelector("[part~=result]").textContent;
      return element.result.answers.map(({ norm, instance_path, outcome, summary, basis }) => ({
        norm, instance_path, outcome, summary: summary.zh, clauses: basis.length, shown: basis.every(({ title }) => shown.includes(title)),
      }));
    });
  const before = await told();
  for (const norm of ["育儿假", "儿童照护扣除", "本市育儿补贴"]) {
    const one = before.find((answer) => answer.norm === norm);
    same(one?.outcome, "holds", `${norm} is granted: ${JSON.stringify(one)}`);
    holds(`${norm} names its clauses`, one.clauses > 0);
    holds(`${norm} shows its clauses`, one.shown);
    counts.rights += 1;
  }
  // One answer is changed from the review; every result is worked out again.
  await press(tab, "button.primary", "修改回答");
  const wanted = "家庭.子女[0].出生日期";
  await tab.evaluate(() => document.querySelector("tiaoli-calculator").updateComplete);
  same((await focused(tab)).tag, "h2", "the heading of the review has the focus");
  await press(tab, "dd button", "出生日期");
  same((await asks(tab)).path, wanted, "the question that is to be changed");
  await tabTo(tab, ".dates label:nth-child(1) input");
  await tab.keyboard.press("Control+A");
  await tab.keyboard.type("2015");
  await tab.keyboard.press("Enter");
  await tab.evaluate(() => document.querySelector("tiaoli-calculator").updateComplete);
  same((await asks(tab)).heading, "核对回答", "back at the review");
  await press(tab, "button.primary", "看结果");
  await tab.evaluate(() => document.querySelector("tiaoli-calculator").updateComplete);
  const after = await told();
  for (const norm of ["育儿假", "儿童照护扣除", "本市育儿补贴"]) {
    const one = after.find((answer) => answer.norm === norm);
    holds(`${norm} is no longer granted`, one?.outcome !== "holds");
  }
  // Why not: the item of the provision that fails, in its own numbering.
  const card = tab.locator("tiaoli-calculator .answers > :not(.print-sheet) .card[data-norm=育儿假]").first();
  for (const summary of await card.locator("summary").all()) await summary.click();
  const failing = await tab.evaluate(() => {
    const told = document.querySelector("tiaoli-calculator").walk.account(false).answers.find(({ norm, outcome }) => norm === "育儿假" && outcome !== "holds");
    const leaves = (all) => all.flatMap((item) => (item.items.length > 0 ? leaves(item.items) : [item]));
    return leaves(told.failing).map(({ number, words }) => ({ number, words: words.zh }));
  });
  holds("something fails", failing.length > 0);
  const shown = (await card.innerText()).replace(/\s/g, "");
  for (const { words } of failing) holds(`the card names ${words}: ${shown}`, shown.includes(words.replace(/\s/g, "")));
  counts.failing = failing.length;
  same(since(), [], "nothing is asked for after loading");
  const events = await tab.evaluate(() => globalThis.told);
  holds("the host is told of steps and results", ["policy-ready", "policy-step", "policy-result"].every((type) => events.some((event) => event.type === type)));
  holds("the host is told no answers", !JSON.stringify(events).includes("2025"));
  await done();
} finally {
  await close();
}
console.log(JSON.stringify(counts));
if (process.argv[2]) await writeFile(process.argv[2], JSON.stringify(counts));
