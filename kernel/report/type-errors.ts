import type { CellDiagnostic } from "../cell";
import { codeFrame } from "./code-frame";
import { bold, red } from "./colours";
import { inWords } from "./in-words";
import type { Report } from "./report";
import type { Sources } from "./sources";

/** More of them are mostly echoes of the first ones. */
const MOST_SHOWN = 5;

/**
 * What the learner reads when a cell does not compile: each message with its line of the cell, or of the file it is in.
 *
 * @param diagnostics not empty
 */
export function reportTypeErrors(id: string, diagnostics: readonly CellDiagnostic[], sources: Sources): Report {
  const code = sources.cell(id) ?? "";
  const lastLine = code.split("\n").length;
  // tslab adds a line to a cell; what is wrong with that one is an echo of what is wrong above it.
  const own = diagnostics.filter(({ file, line }) => file !== undefined || line <= lastLine);
  const shown = own.length === 0 ? diagnostics : own;
  const syntax = shown.every(({ code: number }) => number >= 1000 && number < 2000);
  const [first] = shown;
  const title = syntax ? "SyntaxError" : "TypeScriptError";
  const more = shown.length > MOST_SHOWN ? [`… and ${shown.length - MOST_SHOWN} more.`] : [];
  const count = shown.length === 1 ? "1 error" : `${shown.length} errors`;
  return {
    ename: title,
    evalue: first === undefined ? "" : `${place(first)}: ${first.message}`,
    traceback: [
      `${red(bold(title))}: ${count} found before the cell was run.`,
      ...shown.slice(0, MOST_SHOWN).flatMap((diagnostic) => ["", ...describe(diagnostic, code, sources)]),
      ...more,
    ],
  };
}

function place({ file, line }: CellDiagnostic): string {
  return file === undefined ? `line ${line}` : `${file}, line ${line}`;
}

/** A name that is not there in the cell may be defined in another one. */
function missing({ file, message }: CellDiagnostic, sources: Sources): string | undefined {
  const [, name] =
    /^(?:Cannot find name|No value exists in scope for the shorthand property) '(.+?)'/.exec(message) ?? [];
  return file === undefined && name !== undefined ? sources.defined(name) : undefined;
}

function describe(diagnostic: CellDiagnostic, code: string, sources: Sources): string[] {
  const { file, line, column, endLine, endColumn, message } = diagnostic;
  const text = file === undefined ? code : (sources.file(file) ?? "");
  const mark = { line, column, ...(endLine === line ? { endColumn } : { endColumn: Number.MAX_SAFE_INTEGER }) };
  const plain = inWords(message) ?? missing(diagnostic, sources);
  return [
    `${bold(file === undefined ? `Line ${line}` : place(diagnostic))}: ${message}`,
    ...codeFrame(text, mark),
    ...(plain === undefined ? [] : [`    ${plain}`]),
  ];
}
