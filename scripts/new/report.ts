import { declareCommand } from "../labs/command";
import { applyChanges, type Change } from "./changes";
import { toCamelCase, requireKebabCase } from "./names";

export const report = declareCommand({
  usage: "npm run new report <name>",
  does: "Start a report of the grader: its file and its line in the table of reports.",
  args: ["<name>"],
  options: {},
  async run(_options, { root, printResult }, [named = ""]) {
    const name = requireKebabCase(named, "A report's name");
    const changes: Change[] = [
      { kind: "create", path: `grader/reports/${name}.ts`, text: createSource(name) },
      {
        kind: "insert",
        path: "grader/reports/index.ts",
        sorted: true,
        after: /^import \{ \w+ \} from "\.\//,
        line: `import { ${toCamelCase(name)} } from "./${name}";`,
      },
      {
        kind: "insert",
        path: "grader/reports/index.ts",
        after: /^ {2}"[\w-]+": \w+,$/,
        line: `  "${name}": ${toCamelCase(name)},`,
      },
    ];
    await applyChanges(root, changes);
    changes.slice(0, 2).forEach(({ path }) => {
      printResult(path);
    });
    printResult(
      "Now write it. Then `npm run golden` writes the files that its test compares with: read them before you commit.",
    );
  },
});

function createSource(name: string): string {
  return `import type { GradeResults } from "../results";
import type { ReportFile } from "./report";

/** Describe here what the report shows, its readers, and its format. */
export function ${toCamelCase(name)}({ lab }: GradeResults): ReportFile[] {
  throw new Error(\`The report ${name} of \${lab} is not written yet\`);
}
`;
}
