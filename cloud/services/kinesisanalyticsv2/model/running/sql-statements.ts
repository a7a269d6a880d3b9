/** One statement of a text. */
export interface Statement {
  readonly text: string;
  /** The line on which the statement begins, from 1. */
  readonly line: number;
}

/** A comment, string or quoted name, whose semicolons do not count, or one other character. */
const PIECE = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|`(?:[^`]|``)*`|"(?:[^"]|"")*"|;|[^;]/gy;

/**
 * Splits an SQL text into its statements. A semicolon in a string, a name or a comment ends no statement; statements
 * between `BEGIN STATEMENT SET` or `EXECUTE STATEMENT SET BEGIN` and `END` are statements of their own.
 */
export function splitStatements(sql: string): readonly Statement[] {
  const statements: Statement[] = [];
  let [text, line, begins] = ["", 1, 1];
  const finish = (): void => {
    if (isSomething(text)) statements.push({ text: text.trim(), line: begins });
    text = "";
  };
  for (const [piece] of sql.matchAll(PIECE)) {
    if (piece === ";") finish();
    else {
      if (text.trim() === "") [text, begins] = ["", line];
      text += piece;
    }
    line += piece.split("\n").length - 1;
  }
  finish();
  return statements;
}

const isSomething = (text: string): boolean => removeComments(text).trim() !== "";
const removeComments = (text: string): string => text.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, " ");

/** The parts of a job of Flink: statements that run first, in order, and INSERTs that become one job. */
interface Script {
  readonly before: readonly Statement[];
  readonly inserts: readonly Statement[];
  /** Statements that are not run, since nothing would show their results. */
  readonly skipped: readonly Statement[];
}

/** Sorts the statements of a program. All its INSERTs are one job, so that one checkpoint covers all of them. */
export function createScript(statements: readonly Statement[]): Script {
  const [before, inserts, skipped]: [Statement[], Statement[], Statement[]] = [[], [], []];
  for (const statement of statements) {
    const text = removeComments(statement.text).trim();
    const inSet = /^(?:EXECUTE\s+STATEMENT\s+SET\s+BEGIN|BEGIN\s+STATEMENT\s+SET)\b\s*/i.exec(text);
    if (inSet !== null) {
      const rest = text.slice(inSet[0].length);
      if (rest !== "") inserts.push({ text: rest, line: statement.line });
    } else if (/^END$/i.test(text)) continue;
    else if (/^(?:EXECUTE\s+)?INSERT\b/i.test(text))
      inserts.push({ text: text.replace(/^EXECUTE\s+/i, ""), line: statement.line });
    else if (/^(?:SELECT|WITH|SHOW|DESCRIBE|DESC|EXPLAIN|VALUES)\b/i.test(text)) skipped.push(statement);
    else before.push(statement);
  }
  return { before, inserts, skipped };
}

/** One statement that runs all INSERTs as one job. */
export const combineIntoJob = (inserts: readonly Statement[]): string =>
  inserts.length === 1
    ? (inserts[0]?.text ?? "")
    : `EXECUTE STATEMENT SET\nBEGIN\n${inserts.map(({ text }) => `${text};`).join("\n")}\nEND`;
