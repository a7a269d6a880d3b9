import js from "@eslint/js";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import tseslint from "typescript-eslint";

/** Made from course/, which is linted itself; a stub has variables that only the learner's answer uses. TypeScript checks them all the same. */
const generated = Object.keys(JSON.parse(readFileSync(new URL("course/generated.json", import.meta.url), "utf8")));

/**
 * Imports point one way: course → { src, grader }; grader → the cloud's front door; src → neither; cloud → none.
 * `front` is the only file of a folder that others may import.
 * @param {string} folder
 */
const onlyFrontDoor = (folder) => ({
  // What reads files that others can write, and what looks at processes, stands alone: all of us need it, and nothing else of the cloud.
  regex: `(^|/)${folder}/(?!index$${folder === "cloud" ? "|others-folder$|processes/process-tree$" : ""})`,
  message: `Import ${folder}/index, the front door of ${folder}/.`,
});
/** @param {string} folder @param {string} why */
const never = (folder, why) => ({ regex: `(^|/)${folder}(/|$)`, message: why });
/** The workspace makes `cloud/` a package too: another way to the same door. */
const neverAsPackage = { regex: "^lab-cloud(/|$)", message: "That is cloud/." };
const NO_LOCALHOST = {
  selector: "Literal[value='localhost']",
  message: "Use 127.0.0.1: the S3 client would ask DNS for bucket.localhost.",
};
/** An index that is computed, by an expression or by a variable that is called as positions are. */
const INDEX =
  ":matches([property.type='BinaryExpression'], [property.type='Identifier'][property.name=/^(at|i|j|n|index|place|position|row|column|depth|slot|step)$/])";
/** ESLint's cache knows rules by this alone, and would keep what an older rule of this file has found. */
const OWN_RULES = {
  name: "cloud",
  version: createHash("sha256")
    .update(readFileSync(new URL(import.meta.url)))
    .digest("hex"),
};
/** @type {import("eslint").Rule.RuleModule} */
const noDefaultBehindIndex = {
  create: (context) => ({
    [`LogicalExpression[operator='??'] > MemberExpression.left[computed=true][optional=false]${INDEX}`]: (
      /** @type {import("eslint").Rule.Node} */ node,
    ) =>
      context.report({
        node,
        message:
          "A default hides a wrong index: itemAt(items, index) throws. Where the end is meant, write items.at(index) ?? …, or text.charAt(index).",
      }),
  }),
};
/**
 * @param {string[]} files
 * @param {{ readonly regex: string, readonly message: string }[]} patterns what these files may not import, whether by a line or by `import(…)`
 * @returns {import("eslint").Linter.Config}
 */
const importsOf = (files, ...patterns) => ({
  files,
  rules: {
    "no-restricted-imports": ["error", { patterns }],
    "no-restricted-syntax": [
      "error",
      NO_LOCALHOST,
      ...patterns.map(({ regex, message }) => ({
        selector: `ImportExpression > Literal.source[value=/${regex.replaceAll("/", "\\u002F")}/]`,
        message,
      })),
    ],
  },
});

export default tseslint.config(
  {
    ignores: [
      "**/node_modules/**",
      "**/dist/**",
      ".venv/**",
      ".labs/**",
      "notebooks/**",
      "solutions/**",
      ...generated,
      "**/*_Solution.ts",
      "**/*_before-reset-*",
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
        URL: "readonly",
        Buffer: "readonly",
        fetch: "readonly",
      },
    },
  },
  {
    files: ["**/*.ts", "**/*.tsx"],
    rules: {
      "max-lines": ["error", { max: 270, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 70, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 3],
      complexity: ["error", 12],
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "no-restricted-syntax": ["error", NO_LOCALHOST],
    },
  },
  {
    files: ["**/*.test.ts", "test/**/*.ts", "course/**/checks.ts"],
    rules: {
      "max-lines": ["error", { max: 600, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": "off",
      "@typescript-eslint/no-unused-expressions": "off",
    },
  },
  // Runs in JupyterLab's page, as it stands.
  {
    files: ["scripts/start/labextensions/**/*.js"],
    languageOptions: {
      globals: { document: "readonly", window: "readonly", location: "readonly", Element: "readonly" },
    },
  },
  // Tables: a row a line, as many as there are things.
  {
    files: [
      "**/not-emulated.ts",
      "course/*/seed-map.ts",
      "cloud/services/athena/engine/functions/*.ts",
      "cloud/testing/clients/cases/*.ts",
    ],
    rules: { "max-lines": "off" },
  },
  // A test's world, or a benchmark's, is made by one function that returns all of it.
  { files: ["**/testing/**/*.ts", "bench/**/*.ts"], rules: { "max-lines-per-function": "off" } },
  // The imports of a lab's opening are there for its later parts; the course build looks whether they are used.
  { files: ["course/*/lab/01-*.ts"], rules: { "@typescript-eslint/no-unused-vars": "off" } },
  {
    files: ["cloud/**/*.ts"],
    ignores: ["**/*.test.ts", "**/testing/**", "cloud/console/**"],
    plugins: { cloud: { meta: OWN_RULES, rules: { "no-default-behind-index": noDefaultBehindIndex } } },
    rules: { "cloud/no-default-behind-index": "error" },
  },
  importsOf(
    ["cloud/**/*.ts", "cloud/**/*.tsx"],
    // The console's pictures of pipelines and metrics are worked out where the notebooks' are.
    { regex: "(^|/)src/(?!display/(?:flow-picture|metric-bars)$)", message: "cloud/ imports nothing of ours." },
    never("grader", "cloud/ imports nothing of ours."),
    never("course", "cloud/ imports nothing of ours."),
    never("kernel", "cloud/ imports nothing of ours."),
    never("scripts", "cloud/ imports nothing of ours."),
  ),
  importsOf(
    ["src/**/*.ts"],
    never("cloud", "src/ speaks only the AWS SDK, so that it runs unchanged on AWS."),
    neverAsPackage,
    never("grader", "src/ holds what learners import; the grader is not theirs."),
    never("course", "src/ must not know the lessons."),
  ),
  importsOf(["grader/**/*.ts"], onlyFrontDoor("cloud"), never("course", "grader/ holds no lab.")),
  importsOf(
    ["course/**/*.ts"],
    never("cloud", "course/ imports src and grader only."),
    neverAsPackage,
    onlyFrontDoor("grader"),
  ),
  // Tests may start a lab cloud: what they test still speaks to it as it would to AWS.
  importsOf(
    ["src/**/*.test.ts", "src/testing/*.ts"],
    onlyFrontDoor("cloud"),
    never("grader", "src/ holds what learners import."),
    never("course", "src/ must not know the lessons."),
  ),
  importsOf(["course/**/*.test.ts"], onlyFrontDoor("cloud"), onlyFrontDoor("grader")),
  // The mutator stands behind no front door: it brings the compiler, which nobody else is to load.
  importsOf(["course/testing/*.ts"], onlyFrontDoor("cloud")),
);
