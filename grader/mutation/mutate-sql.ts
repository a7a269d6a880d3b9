import ts from "typescript";
import type { Edit, Mutation } from "./edit";

/** What a text must contain to be SQL, or the part of a statement that an exercise asks for. */
const SQL = /\b(SELECT|WHERE|CREATE|ALTER|PARTITIONED BY)\b|\bCAST\(|^\w+ (string|double|bigint),/;

/** Mistakes in SQL: a part of a statement, and what takes its place. `$1` and `$2` are the groups of the pattern. */
const MISTAKES: readonly (readonly [part: RegExp, ...others: readonly string[]])[] = [
  [/(?<= )>=(?= )/g, ">", "<"],
  [/(?<= )<(?= )/g, "<=", ">"],
  [/(?<=(?:WHERE|AND|OR) \S+ )=(?= )/g, "<>"],
  [/(?<= [<>]=? )\d+/g, "1$&", "0"],
  [/ AND /g, " OR "],
  [/ OR (?!REPLACE)/g, " AND "],
  [/ DESC\b/g, ""],
  [/\bDISTINCT /g, ""],
  [/\b(?:min|max)\(/g, "sum("],
  // A clause, or one of two conditions.
  [/\bWHERE\b.*?(?=ORDER BY|GROUP BY|;|$)/gs, ""],
  [/\bORDER BY\b[^;]*/g, ""],
  [/(?<=\bWHERE )([^;]*?) AND (\S+ [<>=]+ \S+)/g, "$1", "$2"],
  // Columns in another order, left out, of another type, or another one to sort by.
  [/(?<=\bSELECT (?:STREAM )?)(\S+), (\S+?)(?=[,\s])/g, "$2, $1", "$2", "$1"],
  [/(?<=\bORDER BY )max/g, "min"],
  [/^(\w+) string, (?=\w+ [a-z]+,)/g, "", "$1 double, "],
  [/^ *"\w+" [A-Z]+(?:\(\d+\))?,\n/gm, ""],
  [/\bdouble\b/g, "int"],
  [/\bINTEGER\b/g, "VARCHAR(8)"],
  [/\bVARCHAR\(\d+\)/g, "VARCHAR(1)", "INTEGER"],
  [/\bstring\)/g, "int)"],
  // A value or a name.
  [/'(\w[\w-]*)'/g, "'$1x'"],
  [/"(\w+)"/g, '"$1x"', "'$1'"],
];

/** Replaces a part of SQL: the boundary of a condition, a clause that is left out, columns in another order, another type. */
export const mutateSql: Mutation = (node) => {
  if (!ts.isTemplateLiteral(node) && !ts.isStringLiteral(node)) return [];
  if (!SQL.test(node.getText().slice(1, -1))) return [];
  const parts =
    ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)
      ? [node]
      : [node.head, ...node.templateSpans.map(({ literal }) => literal)];
  return parts.flatMap(mutatePart);
};

function mutatePart(part: ts.Node): Edit[] {
  const text = part.getText();
  // The quotation marks, or the ends of the placeholders, which are not part of the SQL.
  const inner = text.slice(1, text.endsWith("${") ? -2 : -1);
  return MISTAKES.flatMap(([pattern, ...others]) =>
    [...inner.matchAll(pattern)].flatMap((match) => {
      const start = part.getStart() + 1 + match.index;
      const written = others.map((other) =>
        other.replace(/\$(&|\d)/g, (_, group: string) => (group === "&" ? match[0] : (match[Number(group)] ?? ""))),
      );
      return written.map((text): Edit => ({ start, end: start + match[0].length, text }));
    }),
  );
}
