import { cpSync } from "node:fs";
import { join } from "node:path";
import { S3 } from "@aws-sdk/client-s3";
import { createClients } from "../../bench/clients";
import { installPython } from "../../bench/install";
import { judgeSteps, readPin, runClient, useJudgedCloud, type Judge } from "../judge";

const REQUIREMENTS = join("judges", "dbt", "requirements.txt");

/** The commands of a whole flow. The project's own tests say what each command must leave behind. */
const COMMANDS: readonly (readonly string[])[] = [
  ["seed"],
  ["run"],
  ["snapshot"],
  ["test"],
  ...[2, 3].flatMap((run) => [["run", "--vars", `{run: ${run}}`], ["snapshot"], ["test", "--vars", `{run: ${run}}`]]),
  ["docs", "generate"],
  ["seed", "--full-refresh"],
  ["run", "--full-refresh"],
  ["test"],
];

export const dbt: Judge = {
  name: "dbt",
  title:
    "Athena, Glue and S3 as dbt-athena uses them: seeds, models, snapshots, tests and documentation of a small project",
  source: "PyPI, dbt-athena (Apache-2.0); the project is this project's (`judges/dbt/project`)",
  version: readPin(REQUIREMENTS, /^dbt-athena==(\S+)/m),
  run({ root, endpoint }) {
    const bin = installPython(join(root, ".labs", "dbt"), ["-r", join(root, REQUIREMENTS)]);
    return useJudgedCloud({ speed: 100 }, endpoint, async (cloud) => {
      const { s3 } = createClients({ s3: S3 }, cloud);
      for (const Bucket of ["results", "data"]) await s3.createBucket({ Bucket });
      const home = cloud.temporary;
      cpSync(join(root, "judges", "dbt", "project"), home, { recursive: true });
      // `dbt` is started by its Python, not as a script: the script's first line holds the path where it was
      // installed, and folders move.
      const command = [join(bin, "python"), join(bin, "dbt")];
      const folders = ["--profiles-dir", home, "--project-dir", home];
      const runCommand = (words: readonly string[]): Promise<string> =>
        runClient(cloud, [...command, ...words, ...folders], { home, PYTHONUTF8: "1" });
      return judgeSteps(
        Object.fromEntries(COMMANDS.map((words, at) => [`${at + 1}. ${words.join(" ")}`, () => runCommand(words)])),
      );
    });
  },
};
