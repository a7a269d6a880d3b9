/** The beginning of a function's first line, up to its parameters. */
const HEAD =
  /^(?:export )?(?:(?:const|let|var) ([\p{L}\p{N}_$]+) ?= ?(?:async ?)?(?:function ?)?|(?:async )?function ([\p{L}\p{N}_$]+) ?)\(/u;
/** The longest line that is read: no line that a person wrote is longer. */
const MAX_LINE = 2_000;

/**
 * A line as it is compared with given ones: without the spaces around it. All forms of a function's first line are the same, if the function's and
 * the parameters' names are: `const f = async (a: string): Promise<void> => {` and `async function f(a) {`.
 */
export function toLineKey(line: string): string {
  const trimmed = line.trim();
  if (trimmed === "};") return "}";
  return trimmed.length <= MAX_LINE && /(?:\{|=>)$/.test(trimmed) ? (toFunctionHead(trimmed) ?? trimmed) : trimmed;
}

function toFunctionHead(line: string): string | undefined {
  const [start, variable, name = variable] = HEAD.exec(line) ?? [];
  const parameters = start === undefined ? undefined : splitParameters(line.slice(start.length));
  if (!parameters || !/^(?::.*)?(?:=>)?\s*\{$|^(?::.*)?=>$/.test(parameters.rest)) return undefined;
  return `function ${name ?? ""}(${parameters.names.join(", ")}) ${parameters.rest.endsWith("{") ? "{" : "=>"}`;
}

/** Parameters without their types and defaults, and what follows their closing bracket. */
function splitParameters(text: string): { names: string[]; rest: string } | undefined {
  const names: string[] = [];
  for (let rest = text, end = findOutside(rest, ",)"); end >= 0; end = findOutside(rest, ",)")) {
    const parameter = rest.slice(0, end);
    const name = parameter.slice(0, findOutside(`${parameter}:`, ":=?")).replaceAll(/\s+/g, "");
    if (name !== "") names.push(name);
    if (rest[end] === ")") return { names, rest: rest.slice(end + 1).trim() };
    rest = rest.slice(end + 1);
  }
  return undefined;
}

/** The index of the first of some signs that is in no brackets; -1 if there's none. */
function findOutside(text: string, signs: string): number {
  let depth = 0;
  for (const { 0: sign, index } of text.matchAll(/=>|[^]/gu)) {
    if (depth === 0 && signs.includes(sign)) return index;
    if ("([{<".includes(sign)) depth += 1;
    else if (")]}>".includes(sign)) depth -= 1;
  }
  return -1;
}
