import { posix } from "node:path";

/** An instructor's choices for a class's copy. */
export interface ClassCopyOptions {
  /** Learners can check their work: the copy holds the grader's engine and the visible claims. */
  readonly checks: boolean;
}

/**
 * Commands that a class must not have: they need the solutions, the labs' sources or submissions, or make releases; without checks in the
 * copy, also those that need checks.
 */
function listOmittedCommands({ checks }: ClassCopyOptions): readonly string[] {
  return [
    ...(checks ? [] : ["check", "share"]),
    "class",
    "course",
    "grade",
    "merge-reports",
    "post-grades",
    "release",
    "solution",
  ];
}

/** Files and folders of the project for a class's copy; all others are left out. */
const TAKEN = [
  ".gitignore",
  ".mocharc.json",
  ".npmrc",
  "LICENSE",
  "environment.yml",
  "package-lock.json",
  "requirements.txt",
  "tsconfig.json",
  "athena-sql/",
  "authoring/",
  "cloud/",
  "console/",
  "course/",
  "data/",
  "foundation/",
  "grader/",
  "kernel/",
  "scripts/",
  "src/",
];

/** Files of these folders that are left out. */
const STAYS: readonly RegExp[] = [
  /(^|\/)(node_modules|dist|testing|golden|__pycache__|\.[^/]+)\//, // made here, or for tests
  /\.test\.(ts|mjs)$/,
  /^console\/test\//,
  /_Solution\./,
  /_before-reset-\d+\./, // left in a work tree by `labs reset`
  // Of a lab, only files for running it: never its source, scripts with answers, checks or mistakes.
  /^course\/(?!(givens|sql)\/)[^/]+\/(?!given\/|images\/|templates\/)/,
  /^course\/generated\.json$/, // a release has its own
  /^scripts\/(check|create|docs|golden|new|notebooks|release|test)(\/|[.-])/,
  /^scripts\/labs\/(class|release|grade)\//,
];

/** Tests that learners get: those in the project of lab 04's exam, which they read, run and add to, and what these import. */
const TESTS_FOR_LEARNERS =
  /^src\/metrics\/app\/(operators\/parse-event|windowed-metrics-app)\.test\.ts$|^src\/testing\/(spawn-script|use-lab-cloud)\.ts$/;

/** Files of the grader that are left out: its tests and attacks, and the parts for grading a class. */
const STAYS_OF_GRADER = /^grader\/(hostile|nbgrader|testing)\/|^grader\/[^/]+\.md$|^grader\/Containerfile$/;

/** Files outside the grader that only the checks need. */
const OF_THE_CHECKS =
  /^scripts\/labs\/(checker\/|progress\/|grader-bundle\.ts$|learner-cloud\.ts$|review\/confined-node\.ts$)|^course\/(sql\/|(claim-quiz|learner-name|plan-script-questions|evidence-words)\.ts$)/;
/** Modules of the grader that `labs review` and `npm start` import. */
const NEEDED_OF_GRADER: readonly string[] = ["grader/reports/csv-text.ts", "grader/core/ignore-missing.ts"];

/**
 * Whether a class's copy contains a file unchanged.
 *
 * @param path in the project, with forward slashes
 */
export function isForAClass(path: string, { checks }: ClassCopyOptions): boolean {
  if (new RegExp(`^scripts/labs/commands/(${listOmittedCommands({ checks }).join("|")})\\.ts$`).test(path))
    return false;
  if (!checks && OF_THE_CHECKS.test(path)) return false;
  if (NEEDED_OF_GRADER.includes(path) || TESTS_FOR_LEARNERS.test(path)) return true;
  if (path.startsWith("grader/") && (!checks || STAYS_OF_GRADER.test(path))) return false;
  return (
    TAKEN.some((taken) => (taken.endsWith("/") ? path.startsWith(taken) : path === taken)) &&
    !STAYS.some((stays) => stays.test(path))
  );
}

/**
 * The table of commands without the left out ones, whose names go into `leftOut`, so that a call of them is explained.
 */
export function createClassCommands(table: string, forAClass: ClassCopyOptions): string {
  const leftOut = listOmittedCommands(forAClass);
  const lines = table
    .split("\n")
    .filter((line) => !leftOut.some((name) => /^ {2}"?([\w-]+)"?: /.exec(line)?.[1] === name));
  return lines
    .join("\n")
    .replace("leftOut: readonly string[] = []", `leftOut: readonly string[] = ${JSON.stringify(leftOut)}`);
}

/**
 * `package.json` with `npm start` as its only script. The dependencies stay, since they are locked together.
 *
 * @throws SyntaxError if the text isn't JSON
 */
export function createClassPackage(text: string): string {
  const { scripts = {}, ...rest }: { scripts?: Record<string, string> } = JSON.parse(text);
  return `${JSON.stringify({ ...rest, scripts: { start: scripts["start"] } }, null, 2)}\n`;
}

/** The pages of the documentation that learners get. */
export const PAGES_FOR_LEARNERS = ["docs/learners.md", "docs/install.md", "docs/on-aws.md", "docs/troubleshooting.md"];

/**
 * A page of the documentation for a class's copy: without the lines between `<!-- with solutions -->` and `<!-- end -->`, and, in a copy
 * without checks, without those between `<!-- with checks -->` and `<!-- end -->`. Links to files that are not in the copy are plain text.
 */
export function writePageForClass(
  text: string,
  { path, checks, has }: ClassCopyOptions & { readonly path: string; has(path: string): boolean },
): string {
  const stored = (["with solutions", ...(checks ? [] : ["with checks"])] as const).reduce(
    (rest, condition) => rest.replaceAll(new RegExp(`^ *<!-- ${condition} -->\\n[^]*?^ *<!-- end -->\\n`, "gm"), ""),
    text,
  );
  return stored
    .replaceAll(/^ *<!-- (with checks|end) -->\n/gm, "")
    .replaceAll(/\n{3,}/g, "\n\n")
    .replaceAll(/\[([^\]]*)\]\((?!https?:)([^)#]+)[^)]*\)/g, (link, words: string, target: string) =>
      has(posix.join(posix.dirname(path), target)) ? link : words,
    );
}

/** The README of a class's copy. */
export function createClassReadme(
  labs: readonly { readonly number: string; readonly title: string; readonly notebook: string }[],
  { checks }: ClassCopyOptions,
): string {
  return `# Streaming ingestion labs

How to work on a lab, from the start to handing it in: [An evening with a lab](docs/learners.md).

You need Node 20.19 or newer and Python 3.10 or newer. You need no AWS account.

\`\`\`
npm start
\`\`\`

This installs what is missing, starts the lab cloud, a small AWS on your computer, and opens JupyterLab. Then open a notebook:

${labs.map(({ number, title, notebook }) => `- ${number} ${title}: \`${notebook}\``).join("\n")}

While you work, these commands help you. Type them in a terminal in this folder.

| command | what it does |
|---|---|
${checks ? "| `npx labs check 01` | checks your saved work and shows what is right and what isn't yet, like the `check` cells do |\n" : ""}| \`npx labs status\` | shows what is running and which exercises are open |
| \`npx labs reset 01\` | restores a lab to its original state, and keeps your version next to it |
${checks ? "| `npx labs share FOLDER` | shares your progress with your instructor after each check, until you stop it |\n" : ""}| \`npx labs pack 01\` | packs your work into one zip to hand in |
| \`npx labs doctor\` | finds out what is wrong when the course doesn't start |
`;
}
