import { readFileSync } from "node:fs";
import { defineConfig } from "oxlint";

/** Made from course/, which is linted itself; a stub has variables that only the learner's answer uses. TypeScript checks them all the same. */
const generated = Object.keys(JSON.parse(readFileSync(new URL("course/generated.json", import.meta.url), "utf8")));

/**
 * Imports point one way: course → { src, grader }; grader → the cloud's front door; src → neither; cloud → none.
 * `front` is the only file of a folder that others may import.
 * @param {string} folder
 */
const forbidBehindFrontDoor = (folder) => ({
  // What reads files that others can write, and what looks at processes, stands alone: all of us need it, and nothing else of the cloud.
  regex: `(^|/)${folder}/(?!index$${folder === "cloud" ? "|others-folder$|processes/process-tree$" : ""})`,
  message: `Import ${folder}/index, the front door of ${folder}/.`,
});
/** @param {string} folder @param {string} why */
const forbidFolder = (folder, why) => ({ regex: `(^|/)${folder}(/|$)`, message: why });
/** The workspace makes `cloud/` a package too: another way to the same door. */
const neverAsPackage = { regex: "^lab-cloud(/|$)", message: "That is cloud/." };

/**
 * @param {string[]} files
 * @param {import("./scripts/lint-rules.mjs").ForbiddenImport[]} forbidden what these files may not import
 */
const restrictImports = (files, ...forbidden) => ({
  files,
  rules: { "project/no-forbidden-imports": /** @type {["error", unknown]} */ (["error", forbidden]) },
});

export default defineConfig({
  // What is wrong or useless; the rules below are those of ESLint's and typescript-eslint's strict sets that oxlint counts elsewhere.
  categories: { correctness: "error" },
  plugins: ["typescript"],
  jsPlugins: ["./scripts/lint-rules.mjs"],
  ignorePatterns: [
    "**/dist/**",
    ".venv/**",
    ".labs/**",
    "notebooks/**",
    "solutions/**",
    ...generated,
    "**/*_Solution.ts",
    "**/*_before-reset-*",
  ],
  rules: {
    "no-array-constructor": "error",
    "no-case-declarations": "error",
    "no-duplicate-imports": "error",
    "no-empty": "error",
    "no-fallthrough": "error",
    "no-prototype-builtins": "error",
    "no-regex-spaces": "error",
    "no-unexpected-multiline": "error",
    "no-useless-assignment": "error",
    "no-useless-constructor": "error",
    "no-var": "error",
    "prefer-const": "error",
    "prefer-rest-params": "error",
    "prefer-spread": "error",
    "preserve-caught-error": "error",
    "typescript/ban-ts-comment": "error",
    "typescript/no-dynamic-delete": "error",
    "typescript/no-empty-object-type": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-extraneous-class": "error",
    "typescript/no-invalid-void-type": "error",
    "typescript/no-namespace": "error",
    "typescript/no-non-null-asserted-nullish-coalescing": "error",
    "typescript/no-non-null-assertion": "error",
    "typescript/no-require-imports": "error",
    "typescript/no-unnecessary-type-constraint": "error",
    "typescript/no-unsafe-function-type": "error",
    "typescript/prefer-literal-enum-member": "error",
    "typescript/unified-signatures": "error",
    "no-unused-expressions": "error",
    "no-unused-vars": "error",
  },
  overrides: [
    // Of TypeScript's files, the compiler says so.
    {
      files: ["**/*.mjs", "**/*.js"],
      env: { builtin: true, es2024: true },
      globals: {
        process: "readonly",
        console: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
        URL: "readonly",
        Buffer: "readonly",
        fetch: "readonly",
      },
      rules: { "no-redeclare": "error", "no-undef": "error" },
    },
    { files: ["**/*.cjs"], rules: { "typescript/no-require-imports": "off" } },
    {
      files: ["**/*.ts", "**/*.tsx"],
      rules: {
        "max-lines": ["error", { max: 270, skipBlankLines: true, skipComments: true }],
        "max-lines-per-function": ["error", { max: 70, skipBlankLines: true, skipComments: true }],
        "max-params": ["error", 3],
        complexity: ["error", 12],
        "no-restricted-exports": [
          "error",
          { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
        ],
        "typescript/consistent-type-imports": "error",
        "project/no-localhost": "error",
      },
    },
    {
      files: ["**/*.test.ts", "test/**/*.ts", "course/**/checks.ts"],
      rules: {
        "max-lines": ["error", { max: 600, skipBlankLines: true, skipComments: true }],
        "max-lines-per-function": "off",
        "no-unused-expressions": "off",
      },
    },
    // Runs in JupyterLab's page, as it stands.
    {
      files: ["scripts/start/labextensions/**/*.js"],
      globals: { document: "readonly", window: "readonly", location: "readonly", Element: "readonly" },
    },
    // Tables: a row a line, as many as there are things.
    {
      files: [
        "cloud/services/athena/engine/functions/*.ts",
        "cloud/testing/clients/cases/*.ts",
        "cloud/protocols/testing/exchanges.ts",
      ],
      rules: { "max-lines": "off" },
    },
    // A test's world, or a benchmark's, is made by one function that returns all of it.
    { files: ["**/testing/**/*.ts", "bench/**/*.ts"], rules: { "max-lines-per-function": "off" } },
    // The imports of a lab's opening are there for its later parts; the course build looks whether they are used.
    { files: ["course/*/lab/01-*.ts"], rules: { "no-unused-vars": "off" } },
    // In a lesson, types are imported in a line of their own: what a learner reads first is what the cell runs.
    { files: ["course/*/lab/*.ts", "course/*/scripts/**/*.ts"], rules: { "no-duplicate-imports": "off" } },
    {
      files: ["cloud/**/*.ts"],
      excludeFiles: ["**/*.test.ts", "**/testing/**", "cloud/console/**"],
      rules: { "project/no-default-behind-index": "error" },
    },
    {
      files: ["**/*.ts", "**/*.tsx", "**/*.mjs"],
      excludeFiles: [
        // Lessons: names that learners read and write.
        "course/*/lab/**",
        "course/*/scripts/**",
        "grader/testing/course/**",
        // Words of a small language in which shapes are declared, as in `required(string())`.
        "cloud/core/members.ts",
        "cloud/core/rules.ts",
        "cloud/services/cloudformation/properties/shape.ts",
        // The names of CloudFormation's functions, of tslab's `display`, and of what compiled cells call.
        "cloud/services/cloudformation/template/functions/**",
        "kernel/run/checkpoints.ts",
        "kernel/run/display.ts",
        "kernel/run/runtime.ts",
        // The types of a library.
        "cloud/server/certificate.ts",
      ],
      rules: { "project/verb-first": "error" },
    },
    {
      files: [
        "authoring/**/*.ts",
        "cloud/**/*.ts",
        "cloud/**/*.mjs",
        "grader/**/*.ts",
        "kernel/**/*.ts",
        "scripts/**/*.ts",
        "scripts/**/*.mjs",
        "src/**/*.ts",
      ],
      excludeFiles: ["**/*.test.ts", "**/testing/**", "cloud/console/**", "src/etl/consumer.ts"],
      rules: { "project/no-silent-read": "error" },
    },
    restrictImports(
      ["cloud/**/*.ts", "cloud/**/*.tsx"],
      // The console's pictures of pipelines and metrics are worked out where the notebooks' are.
      { regex: "(^|/)src/(?!display/(?:flow-picture|metric-bars)$)", message: "cloud/ imports nothing of ours." },
      forbidFolder("grader", "cloud/ imports nothing of ours."),
      forbidFolder("course", "cloud/ imports nothing of ours."),
      forbidFolder("kernel", "cloud/ imports nothing of ours."),
      forbidFolder("scripts", "cloud/ imports nothing of ours."),
    ),
    restrictImports(
      ["src/**/*.ts"],
      forbidFolder("cloud", "src/ speaks only the AWS SDK, so that it runs unchanged on AWS."),
      neverAsPackage,
      forbidFolder("grader", "src/ holds what learners import; the grader is not theirs."),
      forbidFolder("course", "src/ must not know the lessons."),
    ),
    restrictImports(
      ["grader/**/*.ts"],
      forbidBehindFrontDoor("cloud"),
      forbidFolder("course", "grader/ holds no lab."),
    ),
    restrictImports(
      ["course/**/*.ts"],
      forbidFolder("cloud", "course/ imports src and grader only."),
      neverAsPackage,
      forbidBehindFrontDoor("grader"),
    ),
    // Tests may start a lab cloud: what they test still speaks to it as it would to AWS.
    restrictImports(
      ["src/**/*.test.ts", "src/testing/*.ts"],
      forbidBehindFrontDoor("cloud"),
      forbidFolder("grader", "src/ holds what learners import."),
      forbidFolder("course", "src/ must not know the lessons."),
    ),
    restrictImports(["course/**/*.test.ts"], forbidBehindFrontDoor("cloud"), forbidBehindFrontDoor("grader")),
    // The mutator stands behind no front door: it brings the compiler, which nobody else is to load.
    restrictImports(["course/testing/*.ts"], forbidBehindFrontDoor("cloud")),
  ],
});
