// The view of answers in headless Chromium, over accounts of every outcome: `node tests/result/view.mjs`, from `www`. Prints how much
// was looked at; fails with a sentence. With a file of cases, those are looked at instead.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { browsing, openAll } from "./browser.mjs";
import { accounts } from "./accounts.mjs";
import { accessible } from "./accessible.mjs";
import { hostile } from "./hostile.mjs";

const [from] = process.argv.slice(2);
const cases = from === undefined ? await accounts() : JSON.parse(await readFile(from, "utf8")).cases;
const looked = { cases: 0, outcomes: {}, clauses: 0, failing: 0, changes: 0, printed: 0, axe: 0 };
const root = "answers-host";

/** What an account says of an answer stands in its card, whole. */
async function whole({ tab }, { account }, lang) {
  const shown = await tab.evaluate(() => [...document.querySelector("answers-host").shadowRoot.querySelectorAll(".card")].map((card) => ({
    norm: card.dataset.norm,
    outcome: card.dataset.outcome,
    badge: card.querySelector(".badge.state").textContent.trim(),
    sign: card.querySelector("[data-sign]").dataset.sign,
    text: card.textContent,
    marks: [...card.querySelectorAll(".why > .part > .items > .item")].map((item) => item.dataset.mark),
  })));
  const badges = new Map();
  for (const told of account.answers) {
    looked.outcomes[told.outcome] = (looked.outcomes[told.outcome] ?? 0) + 1;
    const card = shown.find(({ norm, outcome }) => norm === told.norm && outcome === told.outcome);
    assert.ok(card, `${told.norm} has no card`);
    assert.equal(card.sign, told.outcome);
    badges.set(told.outcome, card.badge);
    const said = [...told.conditions.map(({ words }) => words[lang]), ...told.failing.flatMap(({ words, used }) => [words[lang], ...used.map(({ value }) => value[lang])]),
      ...told.next.map(({ question, name }) => (question ?? name)[lang]), ...told.next.flatMap(({ by }) => by), ...told.figures.map(({ value }) => value[lang]),
      ...told.readings.map(({ option }) => option[lang]), ...told.doubts.flatMap(({ says }) => says), ...told.unsettled, ...told.documents];
    for (const words of said) assert.ok(card.text.includes(words), `${told.norm}: “${words}” is not shown`);
    looked.failing += told.failing.length;
  }
  // What waits is told apart from a no by its words and by its sign.
  assert.equal(new Set(badges.values()).size, badges.size);
}

/** Why-not names the failing item on the card itself, without opening anything. */
async function failingAtOnce({ tab }, { account }, lang) {
  for (const told of account.answers.filter(({ outcome, failing }) => outcome === "fails" && failing.length > 0)) {
    const same = account.answers.filter(({ norm, outcome }) => norm === told.norm && outcome === "fails");
    if (same.length > 1) continue;
    const card = tab.locator(root).locator(`.card[data-norm="${told.norm}"][data-outcome="fails"]`);
    const words = await card.locator(":scope > .items > .item > .line .words").allTextContents();
    assert.deepEqual(words, told.failing.map((one) => one.words[lang]), told.norm);
  }
}

/** A provision opens by keyboard, shows the very words, closes with Esc, and the focus is back where it was. */
async function provisions({ tab }, { account }, lang, heard) {
  const told = account.answers.find(({ outcome, basis }) => outcome !== "not_applicable" && basis[0]?.quote) ?? account.answers.find(({ basis, outcome }) => outcome !== "not_applicable" && basis.length > 0);
  if (told === undefined) return;
  const [passage] = told.basis;
  const button = tab.locator(root).locator(`.card[data-norm="${told.norm}"][data-outcome="${told.outcome}"] > .from .clause`);
  await button.focus();
  await tab.keyboard.press("Enter");
  const dialog = tab.locator(root).locator("dialog.passage");
  await dialog.waitFor({ state: "visible" });
  const inside = await dialog.evaluate((one) => one.contains(one.getRootNode().activeElement));
  assert.ok(inside, "the focus is not in the dialog");
  assert.equal(await dialog.locator("h4").innerText(), `《${passage.title}》`);
  if (passage.quote !== null) assert.equal(await dialog.locator("[data-quote]").evaluate((quote) => quote.textContent), passage.quote);
  if (passage.number !== null) assert.ok((await dialog.innerText()).includes(passage.number));
  assert.equal(await dialog.locator(".badge.sure").count(), passage.verified ? 1 : 0);
  assert.equal(await dialog.locator(".errata > li").count(), passage.errata.length);
  const of = account.documents.find(({ title, number }) => title === passage.title && number === passage.number);
  if (of?.from) assert.ok((await dialog.innerText()).includes(lang === "zh" ? `${Number(of.from.slice(0, 4))}年` : of.from), "no time in force");
  if (heard) looked.axe += await accessible(tab);
  await dialog.locator("[data-copy]").click();
  await dialog.locator(".status:not(:empty)").waitFor();
  await tab.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.ok(await button.evaluate((one) => one.getRootNode().activeElement === one), "the focus is not back on the button");
  const { opened } = await tab.evaluate(() => document.querySelector("answers-host").told);
  assert.ok(opened[0].includes(passage.title));
  looked.clauses += 1;
}

/** “Go and answer” names the path of what is missing. */
async function answering({ tab }, { account }) {
  const told = account.answers.find(({ outcome, next }) => outcome === "pending" && next[0]?.kind === "fact");
  if (told === undefined) return;
  await tab.locator(root).locator(`.card[data-norm="${told.norm}"][data-outcome="pending"] button[data-path]`).first().click();
  const { pending } = await tab.evaluate(() => document.querySelector("answers-host").told);
  const known = account.answers.filter(({ norm }) => norm === told.norm).flatMap(({ next }) => next.map(({ path }) => path));
  assert.ok(known.includes(pending.at(-1)), `${pending}`);
}

/** What would change it is searched when it is opened; what nobody can change is no advice. */
async function changing({ tab }, { different }, lang) {
  const [found] = different?.answers.filter(({ outcome }) => outcome === "fails") ?? [];
  if (found === undefined) return;
  const card = tab.locator(root).locator(`.card[data-norm="${found.norm}"][data-outcome="fails"]`);
  const block = card.locator(".changes").first();
  await block.waitFor();
  const ways = await block.locator(":scope > .ways > li").allTextContents();
  const fixed = await block.locator(".fixed li").allTextContents();
  for (const [shown, all] of [[ways, found.ways], [fixed, found.fixed]]) {
    assert.equal(shown.length, Math.min(all.length, shown.length));
    shown.forEach((text, at) => all[at].forEach(({ words }) => assert.ok(text.includes(words[lang]), text)));
  }
  assert.equal(ways.length > 0, found.ways.length > 0);
  assert.equal(fixed.length > 0, found.fixed.length > 0);
  looked.changes += 1;
}

/** At twice the size of letters nothing runs out of the page. */
async function large(tab) {
  const wide = await tab.evaluate(() => {
    const host = document.querySelector("answers-host");
    host.style.fontSize = "36px";
    const found = [document.documentElement.scrollWidth, innerWidth];
    host.style.fontSize = "";
    return found;
  });
  assert.ok(wide[0] <= wide[1], `with large letters the page is ${wide[0]} wide on a screen of ${wide[1]}`);
}

/** The sheet has every reason, provision, day and digest, and nothing to press. */
async function printing({ tab }, { account }, lang) {
  await tab.emulateMedia({ media: "print" });
  await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const sheet = tab.locator(root).locator(".print-sheet");
  await sheet.waitFor({ state: "visible" });
  const text = await sheet.evaluate((one) => one.textContent);
  const said = [account.package.name, account.package.version, lang === "zh" ? "仅供参考，不作为决定" : "For guidance only", "a1".repeat(32), "0f".repeat(32)];
  for (const told of account.answers) {
    const outside = told.outcome === "not_applicable";
    said.push(told.name[lang], ...told.failing.map(({ words }) => words[lang]));
    if (outside) continue;
    said.push(told.conclusion[lang], ...told.conditions.map(({ words }) => words[lang]), ...told.basis.flatMap(({ title, quote }) => [title, ...(quote === null ? [] : [quote])]), ...told.figures.map(({ name }) => name[lang]));
  }
  for (const words of said) assert.ok(text.includes(words), `the sheet lacks “${words}”`);
  const loose = await sheet.evaluate((one) => one.querySelectorAll("button, details, a, [style]").length);
  assert.equal(loose, 0);
  const others = await tab.locator(root).locator(".answers > :not(.print-sheet)").evaluateAll((all) => all.filter((one) => getComputedStyle(one).display !== "none").length);
  assert.equal(others, 0, "the screen is printed, too");
  await tab.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await sheet.count(), 0);
  await tab.emulateMedia({ media: "screen" });
  looked.printed += 1;
}

const browser = await browsing();
try {
  for (const one of cases) {
    for (const lang of ["zh", "en"]) {
      const where = `${one.name} (${lang})`;
      const page = await browser.open({ ...one, lang }, { colorScheme: lang === "zh" ? "light" : "dark", viewport: { width: 320, height: 700 } });
      try {
        await failingAtOnce(page, one, lang);
        await provisions(page, one, lang, one === cases[0]);
        if (one === cases[0]) looked.axe += await accessible(page.tab);
        await openAll(page.tab);
        await whole(page, one, lang);
        await answering(page, one);
        await changing(page, one, lang);
        looked.axe += await accessible(page.tab);
        await large(page.tab);
        await printing(page, one, lang);
        assert.deepEqual(page.complaints, []);
        assert.deepEqual(page.requests(), [], "it asked for something after loading");
      } catch (error) {
        throw new Error(`${where}: ${error.stack}`);
      } finally {
        await page.close();
      }
      looked.cases += 1;
    }
  }
  await hostile(browser, cases[0]);
} finally {
  await browser.close();
}
console.log(JSON.stringify(looked));
