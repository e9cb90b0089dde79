/** What a calculator is called, and what it says before it asks. */

import type { About } from "../engine.js";
import { named, type Language } from "./values.js";
import { inWords } from "./words.js";

/** What the start says. */
export interface Opening {
  title: string;
  introduction: string;
  audience: string;
}

/** What a norm is called. */
export function normName(about: About, name: string, language: Language): string {
  const goals = about.questionnaires.flatMap(({ goals }) => goals);
  const goal = goals.find((one) => one.name === name || one.alias === name);
  return goal ? named(goal, language) : name;
}

/** The words of the questionnaire that is asked for; else the names of what is. */
export function opening(about: About, goals: readonly string[], language: Language): Opening {
  const form = about.questionnaires.find(({ name, alias }) => goals.includes(name) || (alias !== null && goals.includes(alias)));
  const names = goals.map((goal) => normName(about, goal, language)).join(language === "zh" ? "、" : ", ");
  const title = form ? named(form, language) : names || inWords(about.package.title, language);
  return { title, introduction: inWords(form?.introduction, language), audience: inWords(form?.audience, language) };
}
