import type { CellDiagnostic } from "../compile/cell";
import { renderCodeFrame } from "./code-frame";
import { bold, red } from "./colors";
import { explainMessage } from "./explain-message";
import type { Report } from "./report";
import type { Sources } from "./sources";

/** Further errors mostly follow from the first ones. */
const MAX_SHOWN = 5;

/**
 * The report that the learner reads when a cell does not compile: each message with its line in the cell or in the
 * file.
 *
 * @param diagnostics not empty
 */
export function reportTypeErrors(id: string, diagnostics: readonly CellDiagnostic[], sources: Sources): Report {
  const code = sources.findCell(id) ?? "";
  const lastLine = code.split("\n").length;
  // tslab adds a line after a cell; errors in that line follow from errors above it.
  const relevant = diagnostics.filter(({ file, line }) => file !== undefined || line <= lastLine);
  const shown = relevant.length === 0 ? diagnostics : relevant;
  const syntax = shown.every(({ code: number }) => number >= 1000 && number < 2000);
  const [first] = shown;
  const title = syntax ? "SyntaxError" : "TypeScriptError";
  const groups = groupByReason(shown, sources);
  const more = groups.length > MAX_SHOWN ? [`… and ${groups.length - MAX_SHOWN} more.`] : [];
  const count = groups.length === 1 ? "1 error" : `${groups.length} errors`;
  return {
    ename: title,
    evalue: first === undefined ? "" : `${describePosition(first)}: ${first.message}`,
    traceback: [
      `${red(bold(title))}: ${count} found before the cell was run.`,
      ...groups.slice(0, MAX_SHOWN).flatMap((group) => ["", ...describe(group, code, sources)]),
      ...more,
    ],
  };
}

function describePosition({ file, line }: CellDiagnostic): string {
  return file === undefined ? `line ${line}` : `${file}, line ${line}`;
}

/** An undefined name in the cell, and advice if another cell defines it. */
interface MissingName {
  readonly name: string;
  readonly advice: string;
}

function findMissing({ file, message }: CellDiagnostic, sources: Sources): MissingName | undefined {
  const [, name] =
    /^(?:Cannot find name|No value exists in scope for the shorthand property) '(.+?)'/.exec(message) ?? [];
  const advice = file === undefined && name !== undefined ? sources.adviseOnUndefined(name) : undefined;
  return name === undefined || advice === undefined ? undefined : { name, advice };
}

/** An error, and other names that are undefined for the same reason. */
interface ErrorGroup {
  readonly diagnostic: CellDiagnostic;
  readonly missing: MissingName | undefined;
  readonly alike: Set<string>;
}

/**
 * A cell that runs too early uses many names that one other cell defines: the first is reported with its line, the
 * others by name only.
 */
function groupByReason(diagnostics: readonly CellDiagnostic[], sources: Sources): ErrorGroup[] {
  const byReason = new Map<string, ErrorGroup>();
  return diagnostics.flatMap((diagnostic) => {
    const missing = findMissing(diagnostic, sources);
    const group: ErrorGroup = { diagnostic, missing, alike: new Set() };
    if (missing === undefined) return group;
    const { name, advice } = missing;
    const reason = advice.slice(name.length);
    const before = byReason.get(reason);
    if (before === undefined) {
      byReason.set(reason, group);
      return group;
    }
    if (name !== before.missing?.name) before.alike.add(name);
    return [];
  });
}

function describe({ diagnostic, missing, alike }: ErrorGroup, code: string, sources: Sources): string[] {
  const { file, line, column, endLine, endColumn, message } = diagnostic;
  const text = file === undefined ? code : (sources.findFile(file) ?? "");
  const mark = { line, column, ...(endLine === line ? { endColumn } : { endColumn: Number.MAX_SAFE_INTEGER }) };
  const plain = explainMessage(message) ?? missing?.advice;
  return [
    `${bold(file === undefined ? `Line ${line}` : describePosition(diagnostic))}: ${message}`,
    ...renderCodeFrame(text, mark),
    ...(plain === undefined ? [] : [`    ${plain}`]),
    ...(alike.size === 0 ? [] : [`    The same holds for ${[...alike].join(", ")}.`]),
  ];
}
