/** How the sheet looks: A4 with the margins and, in proportion, the types of GB/T 9704. */

import { css } from "lit";

/** The page itself, for the document: `advice` stands in the margin of every page. */
export function paper(advice: string): string {
  const words = JSON.stringify(advice);
  return `@page { size: A4; margin: 37mm 26mm 35mm 28mm;
    @top-right { content: ${words}; font: 10.5pt KaiTi, STKaiti, serif; color: #555; }
    @bottom-center { content: "— " counter(page) " —"; font: 14pt SimSun, "Songti SC", "Noto Serif CJK SC", serif; } }`;
}

// Sizes: title 二号 22pt, parts and rights 三号 16pt, reasons 四号 14pt and 小四 12pt. Colours are ink.
export const sheetStyles = css`
  @media print {
    .answers { display: block; --r-text: #000; --r-bg: #fff; --r-accent: #000; --r-ok: #000; --r-no: #000; --r-wait: #000; --r-quiet: #333; --r-soft: #fff; --r-line: #999; --r-on: #fff; color: #000; }
    .answers > :not(.print-sheet) { display: none !important; }
    .answers .print-sheet { display: block; font: 14pt/1.65 FangSong, STFangsong, FangSong_GB2312, "Noto Serif CJK SC", serif; text-align: start; }
    .answers .print-sheet h2 { font: 22pt/1.4 "FZXiaoBiaoSong-B05S", "STZhongsong", SimSun, "Noto Serif CJK SC", serif; font-weight: 700; text-align: center; margin: 0 0 14pt; text-wrap: balance; }
    .answers .print-sheet .group { display: block; }
    .answers .print-sheet h3 { font: 16pt/1.6 SimHei, "Heiti SC", "Noto Sans CJK SC", sans-serif; margin: 18pt 0 6pt; break-after: avoid; }
    .answers .print-sheet h4 { font: 16pt/1.5 KaiTi, STKaiti, "Noto Serif CJK SC", serif; font-weight: 700; display: flex; gap: 6pt; align-items: baseline; flex-wrap: wrap; break-after: avoid; }
    .answers .print-sheet h5 { font: 10.5pt/1.5 SimHei, "Heiti SC", "Noto Sans CJK SC", sans-serif; color: #000; break-after: avoid; }
    .answers .print-sheet .whose { border-top: 0.5pt solid #999; padding-top: 4pt; margin-top: 6pt; }
    .answers .print-sheet .advice { display: block; width: fit-content; margin: 0 auto 14pt; padding: 2pt 12pt; border: 1pt solid #000; font: 12pt/1.5 SimHei, "Heiti SC", "Noto Sans CJK SC", sans-serif; }
    .answers .print-sheet .rows { font-size: 10.5pt; margin-bottom: 10pt; border-top: 0.5pt solid #999; }
    .answers .print-sheet .rows > div { grid-template-columns: 9em minmax(0, 1fr); padding: 2pt 0; border-bottom: 0.5pt solid #999; }
    .answers .print-sheet .summary { width: 100%; border-collapse: collapse; margin-bottom: 6pt; font-size: 10.5pt; line-height: 1.4; border: 0; padding: 0; }
    .answers .print-sheet .summary :is(th, td) { border: 0.5pt solid #666; padding: 2.5pt 5pt; text-align: start; vertical-align: top; font-weight: 400; }
    .answers .print-sheet .summary th { font-family: SimHei, "Heiti SC", "Noto Sans CJK SC", sans-serif; }
    .answers .print-sheet .summary tr { break-inside: avoid; }
    .answers .print-sheet .summary :is(th, td):first-child { width: 28%; }
    .answers .print-sheet .summary :is(th, td):nth-child(2) { width: 24%; }
    .answers .print-sheet .others { font-size: 10.5pt; line-height: 1.5; margin-top: 6pt; break-inside: avoid; }
    .answers .print-sheet .others .sign { width: 10pt; height: 10pt; vertical-align: -1.5pt; }
    .answers .print-sheet .aside { font-size: 10.5pt; line-height: 1.45; padding-bottom: 3pt; margin-bottom: 4pt; }
    .answers .print-sheet .annex { font-size: 10.5pt; line-height: 1.45; }
    .answers .print-sheet .entry { break-inside: avoid; margin: 0 0 12pt; padding: 0 0 8pt; border-bottom: 0.5pt solid #999; }
    .answers .print-sheet .item, .answers .print-sheet .figure, .answers .print-sheet .reading, .answers .print-sheet .need, .answers .print-sheet p { break-inside: avoid; }
    .answers .print-sheet .sign { width: 14pt; height: 14pt; align-self: center; color: #000; }
    .answers .print-sheet h4 .state { font: 12pt/1.5 SimHei, "Heiti SC", "Noto Sans CJK SC", sans-serif; margin-inline-start: auto; }
    .answers .print-sheet .conclusion { font-size: 14pt; line-height: 1.55; text-indent: 2em; margin: 0 0 3pt; }
    .answers .print-sheet .why { gap: 4pt; padding: 0; font-size: 10.5pt; line-height: 1.45; }
    .answers .print-sheet .part { gap: 2pt; }
    .answers .print-sheet :is(.why, .part, .items, .item, .plain, .ways, .figures, .figure, .reading, .needs, .changes, .quotation) { display: block; }
    .answers .print-sheet .one .part { display: flow-root; padding-inline-start: 7em; margin-bottom: 3pt; }
    .answers .print-sheet .one .part > h5 { float: inline-start; width: 6.6em; margin-inline-start: -7em; }
    .answers .print-sheet .need { display: block; break-inside: avoid; }
    .answers .print-sheet .need > * { display: inline; margin-inline-end: 5pt; }
    .answers .print-sheet .items, .answers .print-sheet .plain { gap: 2pt; }
    .answers .print-sheet .item, .answers .print-sheet .used { gap: 0; }
    .answers .print-sheet .used { display: block; padding-inline-start: 6pt; border-inline-start: 1pt solid #999; }
    .answers .print-sheet .used > li { display: inline; padding: 0; border: 0; }
    .answers .print-sheet .used > li:not(:last-child)::after { content: "；"; }
    .answers .print-sheet .clauses { display: block; }
    .answers .print-sheet .clauses > li { display: inline; }
    .answers .print-sheet .clauses > li:not(:last-child)::after { content: "；"; }
    .answers .print-sheet .needs { gap: 3pt; font-size: 10.5pt; line-height: 1.45; margin-bottom: 5pt; }
    .answers .print-sheet .need { padding: 0 0 0 10pt; border-inline-start: 1.5pt dashed #666; border-radius: 0; }
    .answers .print-sheet .figure, .answers .print-sheet .reading { padding: 3pt 0; gap: 1pt; }
    .answers .print-sheet .one .reading { border: 0; padding: 0; }
    .answers .print-sheet .note { font-size: 9.5pt; }
    .answers .print-sheet .quote { background: none; font-size: 12pt; line-height: 1.6; padding: 4pt 10pt; border-inline-start: 1.5pt solid #666; margin: 4pt 0; break-inside: avoid; }
    .answers .print-sheet .quotation { font-size: 12pt; line-height: 1.5; }
    .answers .print-sheet .closing { font-size: 12pt; border-top: 1pt solid #000; padding-top: 8pt; break-inside: avoid; }
  }
`;
