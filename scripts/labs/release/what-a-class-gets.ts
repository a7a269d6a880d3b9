/** Commands a class is not to have: they need the solutions, the checks or the grader, or make releases. */
export const LEFT_OUT_COMMANDS: readonly string[] = ["check", "grade", "release", "solution"];

/** What a class gets of the project's folder; whatever is not named here stays at home. */
const TAKEN = [
  ".gitignore",
  ".npmrc",
  "LICENSE",
  "environment.yml",
  "package-lock.json",
  "requirements.txt",
  "tsconfig.json",
  "cloud/",
  "course/",
  "data/",
  "kernel/",
  "scripts/",
  "src/",
];

/** What stays at home of that. */
const STAYS: readonly RegExp[] = [
  /(^|\/)(node_modules|dist|testing|__pycache__|\.[^/]+)\//, // made here, or for tests
  /\.test\.(ts|mjs)$/,
  /_Solution\./,
  /_before-reset-\d+\./, // left in a work tree by `labs reset`
  // Of a lab only what it runs on: never its source, scripts with answers, checks or mistakes.
  /^course\/[^/]+\/(?!given\/|images\/|templates\/)/,
  /^course\/generated\.json$/, // a release has its own
  /^scripts\/(check|golden|new|notebooks|test)(\/|[.-])/,
  /^scripts\/labs\/(release\/|grader-bundle\.ts$)/,
  new RegExp(`^scripts/labs/commands/(${LEFT_OUT_COMMANDS.join("|")})\\.ts$`),
];

/**
 * Whether a class gets a file as it is.
 *
 * @param path in the project, with forward slashes
 */
export function isForAClass(path: string): boolean {
  return (
    TAKEN.some((taken) => (taken.endsWith("/") ? path.startsWith(taken) : path === taken)) &&
    !STAYS.some((stays) => stays.test(path))
  );
}

/** The table of commands without those that are left out; one that is asked for all the same says that it is. */
export function commandsForAClass(table: string): string {
  const lines = table.split("\n").filter((line) => !LEFT_OUT_COMMANDS.some((name) => line.startsWith(`  ${name}: `)));
  return lines
    .join("\n")
    .replace("leftOut: readonly string[] = []", `leftOut: readonly string[] = ${JSON.stringify(LEFT_OUT_COMMANDS)}`);
}

/**
 * `package.json` with `npm start` as its one script. The dependencies stay, since they are locked together.
 *
 * @throws SyntaxError if it is no JSON
 */
export function packageForAClass(text: string): string {
  const { scripts = {}, ...rest }: { scripts?: Record<string, string> } = JSON.parse(text);
  return `${JSON.stringify({ ...rest, scripts: { start: scripts["start"] } }, null, 2)}\n`;
}

/** The first page of a class's copy. */
export function readmeForAClass(
  labs: readonly { readonly number: string; readonly title: string; readonly notebook: string }[],
): string {
  return `# Streaming ingestion labs

You need Node 20.19 or newer and Python 3.10 or newer. You need no AWS account.

\`\`\`
npm start
\`\`\`

This installs what is missing, starts a small AWS on your computer and opens JupyterLab. Then open a notebook:

${labs.map(({ number, title, notebook }) => `- ${number} ${title}: \`${notebook}\``).join("\n")}

While you work, these commands help you. Type them in a terminal in this folder.

| command | what it does |
|---|---|
| \`npx labs status\` | says what is running and which exercises are open |
| \`npx labs reset 01\` | gives a lab back as it was handed out, and keeps your own beside it |
| \`npx labs pack 01\` | packs your work into one zip to hand in |
| \`npx labs doctor\` | looks for what is wrong when the course does not start |
`;
}
