/** The tokens of a jq program: strings and comments, which may hold anything; brackets; `,` and `:`; other words. */
const TOKENS = /"(?:[^"\\]|\\.)*"|#[^\n]*|[{}()[\]]|[,:]|[^\s"#{}()[\],:]+/gsu;

/**
 * The keys of the object that a jq program builds at its outermost level: `{id: .a, "year": .b, $c, d}` gives id, year, c, d.
 *
 * @returns empty for a program that is no plain object: its keys are known only when it runs
 */
export function listQueryKeys(program: string): readonly string[] {
  const tokens = (program.match(TOKENS) ?? []).filter((token) => !token.startsWith("#"));
  if (tokens[0] !== "{" || !isClosedOnlyAtTheEnd(tokens)) return [];
  const keys: string[] = [];
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    if (depth === 1 && (before === "{" || before === ",") && isName(token)) keys.push(parseName(token));
    if ("{([".includes(token)) depth += 1;
    else if ("})]".includes(token)) depth -= 1;
  }
  return keys;
}

function isClosedOnlyAtTheEnd(tokens: readonly string[]): boolean {
  let depth = 0;
  const closesAt = tokens.findIndex((token) => {
    if ("{([".includes(token)) depth += 1;
    else if ("})]".includes(token)) depth -= 1;
    return depth === 0;
  });
  return closesAt === tokens.length - 1;
}

const isName = (token: string): boolean => /^("|\$?[A-Za-z_])/.test(token);
const parseName = (token: string): string => (token.startsWith('"') ? token.slice(1, -1) : token.replace(/^\$/, ""));
