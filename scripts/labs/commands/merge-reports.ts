import { resolve } from "node:path";
import { declareCommand, UsageError } from "../command";
import { finish, reportFault } from "../grade/outcome";
import { readTables } from "../grade/read-tables";
import { ANONYMOUS_OPTION, parseCounts, parseHintCost, TABLE_OPTIONS } from "../grade/table-options";
import { openGraderBundle } from "../grader-bundle";

export const mergeReports = declareCommand({
  usage:
    "labs merge-reports <path…> --out DIR [--roster FILE] [--late FILE] [--manual FILE] [--counts last|best] [--hint-cost PERCENT] [--anonymous]",
  does: "Merge the shards of `labs grade --shard`, and write the reports for the whole class.",
  args: ["<path…>"],
  options: {
    out: { type: "string", value: "DIR", help: "where the reports go" },
    ...TABLE_OPTIONS,
    ...ANONYMOUS_OPTION,
  },
  async run({ out, counts, "hint-cost": hintCost, anonymous, ...named }, io, paths) {
    if (out === undefined) throw new UsageError("--out is missing: name a folder for the reports.");
    const folder = resolve(io.cwd, out);
    const grader = await openGraderBundle(io.root);
    const tables = await readTables(named, folder, { grader, io });
    for (const file of tables.fromBefore) io.printError(`${file} is used, because an earlier run used it.`);
    try {
      const outcome = await grader.mergeReports({
        root: io.root,
        paths: paths.map((path) => resolve(io.cwd, path)),
        out: folder,
        anonymous,
        adjustments: { ...tables.adjustments, counts: parseCounts(counts), hintPercent: parseHintCost(hintCost) },
        tables: tables.texts,
        problems: tables.problems,
      });
      return finish(outcome, { folder, anonymous }, { grader, io });
    } catch (error) {
      return reportFault(error, { grader, io });
    }
  },
});
