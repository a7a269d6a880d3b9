/**
 * Whether the tests that can be long are: with `LONG_TESTS=1` they take every seed, every mutant and the whole class. Without it each
 * takes a sample that can fail for the same fault. `bench/README.md` names the command.
 */
export const LONG = process.env["LONG_TESTS"] === "1";
