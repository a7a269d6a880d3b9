/** Messages of TypeScript, by their beginning, and the same in words for people who are new to TypeScript. */
const SENTENCES: readonly (readonly [message: RegExp, says: (...found: string[]) => string | undefined])[] = [
  [/^Property '(.+?)' is missing in type/, (name) => `The member ${name} is missing: add it.`],
  [/^Type '.+' is missing the following properties from type '.+?': (.+)/, (names) => `Members are missing: ${names}.`],
  [
    /^\s*Object literal may only specify known properties, (?:and|but) '(.+?)' does not exist in type '.+'\.(?: Did you mean to write '(.+?)'\?)?/m,
    (name, other) => `There is no member ${name} here. ${other ? `Did you mean ${other}?` : "Is it misspelled?"}`,
  ],
  [/^Property '(.+?)' does not exist on type 'Promise<.+>'/s, () => WAITS],
  [
    /^Property '(.+?)' does not exist on type '(?:object|\{\}|unknown|never)'/,
    (name) => `TypeScript doesn't know of a member ${name} in this value: give the value a type first.`,
  ],
  [
    /^Property '(.+?)' does not exist on type '.+?'\. Do you need to change your target library/,
    (name) => `There is no ${name} in the version of JavaScript that cells are checked for: use another function.`,
  ],
  [
    /^Property '(.+?)' does not exist on type '.+?'\.(?: Did you mean '(.+?)'\?)?/s,
    (name, other) => `It has no member ${name}. ${other ? `Did you mean ${other}?` : "Is it misspelled?"}`,
  ],
  [/^(?:Type|Argument of type) '(.+?)' is not assignable to (?:parameter of )?type '(.+?)'\./s, explainNotAssignable],
  [
    /^Expected (\d+)(-\d+)? arguments?, but got (\d+)/,
    (min, max, bytesRead) => `Between its brackets the function takes ${min}${max ?? ""}, but you wrote ${bytesRead}.`,
  ],
  [
    /^'([)\]}>])' expected\./,
    (bracket) =>
      `A ${bracket} or another character is missing here or just before: each opening bracket needs a closing one.`,
  ],
  [/^'([,;:=]|=>)' expected\./, (sign) => `A ${sign} or another character is missing here or just before.`],
  [/^Unterminated (?:string|template) literal/, () => "This string doesn't end: its closing quote is missing."],
  [/^Expression expected/, () => "A value is missing here, or there is an extra character just before."],
  [
    /^(?:Declaration or statement|Expression or comma) expected/,
    () => "There is an extra character here, such as a closing bracket, or one is missing above.",
  ],
  [/^This expression is not callable/, () => "This isn't a function, so you can't call it with ( and )."],
  [
    /^(?:Object|'(.+)') is possibly '(?:undefined|null)'/,
    (name) => `${name ?? "It"} may be undefined. Check for that first, with if or ?.`,
  ],
];

const WAITS = "This is a promise, not yet the value: `await` is missing before it.";

/** Types that learners meet, in words. */
const TYPES: Readonly<Record<string, string>> = {
  string: "text (a string)",
  number: "a number",
  boolean: "true or false",
  undefined: "nothing (undefined)",
  null: "nothing (null)",
  void: "nothing (void)",
};

function explainNotAssignable(actual = "", expected = ""): string | undefined {
  if (/^Promise<.+>$/s.test(actual) && !expected.startsWith("Promise<")) return WAITS;
  const [is, should] = [describeType(actual), describeType(expected)];
  if (is === undefined || should === undefined) return undefined;
  return `This is ${is}, but it must be ${should}.${adviseOnTypes(actual, expected)}`;
}

function describeType(type: string): string | undefined {
  const [, element] = /^(?:readonly )?(\w+)\[\]$/.exec(type) ?? [];
  if (element !== undefined) return `a list of ${element === "string" ? "texts" : `${element}s`}`;
  if (/^"[^"]*"$/.test(type)) return `the text ${type}`;
  if (/^"[^"]*"( \| "[^"]*")+$/.test(type)) return `one of the texts ${type.replaceAll(" | ", ", ")}`;
  return /^(-?[\d.]+|true|false)$/.test(type) ? type : TYPES[type];
}

function adviseOnTypes(actual: string, expected: string): string {
  const isText = actual === "string" || actual.startsWith('"');
  if (expected === "string" && actual === "number") return " Write it between quotes.";
  return expected === "number" && isText ? " Write it without quotes, or convert it with Number(…)." : "";
}

/** @returns what a message of TypeScript means and what to do about it; undefined where there is no such explanation */
export function explainMessage(message: string): string | undefined {
  for (const [pattern, says] of SENTENCES) {
    const found = pattern.exec(message);
    if (found) return says(...found.slice(1));
  }
  return undefined;
}
