// What a held package answers about a case, in Node and in a page.

const AT = new Date("2026-01-02T03:04:05Z");

/** Salts are random; from here on they are those of the program that the answers are compared with. */
export function knownSalts() {
  const known = (bytes) => bytes.forEach((_, at) => { bytes[at] = at % 32 === 0 ? (at / 32) % 256 : 7; }) ?? bytes;
  Object.defineProperty(globalThis.crypto, "getRandomValues", { value: known });
}

export const answered = (held, { facts, question, record }) => ({
  decided: held.decideText(facts, question),
  brief: held.briefText(facts, question),
  ask: held.askText(facts, question),
  why: held.whyText(facts, question, "officer"),
  what_if: held.whatIfText(facts, question, { size: 1, runs: 60, days: 0 }),
  record: held.record(facts, question, AT),
  verified: held.verify(record).holds,
  replayed: held.replay(record).holds,
});
