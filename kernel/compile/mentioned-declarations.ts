import type * as typescript from "typescript";
import type { TypeScript } from "./compiler-api";

/** The declarations of earlier cells, in two parts. */
interface MentionedDeclarations {
  /**
   * The declarations whose names occur in the cell, or in a declaration that is kept for it; and all types and imports.
   */
  readonly mentioned: string;
  /** All other declarations, in a form that can be appended to declarations. */
  readonly rest: string;
}

/**
 * Splits the declarations before a cell into those that the cell mentions and the rest. A cell that compiles with the
 * first part alone compiles to the same JavaScript with all declarations, and declares the same: it doesn't have to be
 * compiled again when a declaration of the rest changes.
 */
export function splitMentionedDeclarations(ts: TypeScript, declarations: string, code: string): MentionedDeclarations {
  const file = ts.createSourceFile("declared.d.ts", declarations, ts.ScriptTarget.ES2022);
  const statements = file.statements.map((statement) => {
    const text = statement.getFullText(file).trim();
    return { text: `${text}\n`, names: listDeclaredNames(ts, statement, text) };
  });
  const required = new Set(listWords(code));
  const taken = new Set<(typeof statements)[number]>();
  for (let before = -1; taken.size > before;) {
    before = taken.size;
    for (const statement of statements) {
      if (taken.has(statement) || statement.names?.some((name) => required.has(name)) === false) continue;
      taken.add(statement);
      for (const word of listWords(statement.text)) required.add(word);
    }
  }
  const getText = (isMentioned: boolean): string =>
    statements
      .filter((statement) => taken.has(statement) === isMentioned)
      .map(({ text }) => text)
      .join("");
  return { mentioned: getText(true), rest: getText(false) };
}

/** All words that can be a name, in strings and comments too: one declaration too many does no harm. */
const listWords = (text: string): readonly string[] => text.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? [];

/**
 * The variables or the function that a statement declares.
 *
 * @returns undefined for a statement that every cell gets. Such a statement is an import: TypeScript drops the types of
 * a package that the latest cell does not import. Or it declares a type, perhaps with the name of one of TypeScript's
 * own: in a cell compiled without it that name would mean TypeScript's type.
 */
function listDeclaredNames(
  ts: TypeScript,
  statement: typescript.Statement,
  text: string,
): readonly string[] | undefined {
  if (/\bimport\b/.test(text)) return undefined;
  if (ts.isFunctionDeclaration(statement) && statement.name) return [statement.name.text];
  if (!ts.isVariableStatement(statement)) return undefined;
  const names = statement.declarationList.declarations.map(({ name }) => name);
  return names.every((name) => ts.isIdentifier(name)) ? names.map(({ text: name }) => name) : undefined;
}
