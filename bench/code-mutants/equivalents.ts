/**
 * Mutants that no test can notice, since the program does the same with them, by file and name, each with the reason. They do not count.
 */
export const EQUIVALENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {};
