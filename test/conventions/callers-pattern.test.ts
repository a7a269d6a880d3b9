import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { listProjectFiles } from "../../scripts/project-files";

const ROOT = join(import.meta.dirname, "..", "..");
const WATCHED = /^(athena-sql|cloud|foundation|grader)\/(?!.*(\.test\.ts$|\btesting\/)).*\.ts$/;

/** Files that make regular expressions from texts, each with the reason why none of them can backtrack without end. */
const OWN: Readonly<Record<string, string>> = {
  "cloud/core/rules.ts": "the rules' own patterns",
  "foundation/dates/java/read.ts": "numbers that end where digits do, and literals",
  "foundation/dates/read-text.ts": "one number at a time",
  "cloud/protocols/aws-query.ts": "names of members, and elements that have an end",
  "cloud/server/front.ts": "the cookie's name",
  "cloud/services/athena/model/ddl/tokens.ts": "the tokens' own patterns",
  "athena-sql/analysis/literal.ts": "names of parameters in the engine's own texts",
  "athena-sql/process/library-regexp.ts": "runs in the query's process, which has a limit of time",
  "cloud/services/cloudwatch/model/extended-statistics.ts": "the statistics' own patterns",
  "cloud/services/ec2/model/machine.ts": "names of folders of ours",
  "cloud/services/firehose/model/conversion/serde/joda-pattern.ts": "fields that give nothing back",
  "cloud/services/logs/model/patterns/json-pattern.ts": "the selectors' own pattern",
  "cloud/services/s3/api/post/form-reader.ts": "names of our own",
  "cloud/storage/numbered-logs.ts": "names of logs",
  "grader/engine/learner-names.ts": "names of the lab's constants, and one quoted text",
  "grader/judge/culprit.ts": "names that are letters and digits",
  "grader/judge/stops.ts": "names, escaped, in the check's own advice",
  "grader/merge/code-words.ts": "names and quoted texts on one line of limited length",
  "grader/sandbox/scratch.ts": "a prefix of ours",
  // These use `cloud/core/callers-pattern.ts`, which has a time limit.
  "cloud/services/athena/api/data-catalogs.ts": "limited",
  "cloud/services/athena/model/statements/ddl-rules.ts": "limited",
  "cloud/services/athena/model/statements/show.ts": "limited",
  "cloud/services/cloudformation/model/template/parameters.ts": "limited",
  "cloud/services/glue/api/tables.ts": "limited",
  "cloud/services/ssm/api/parameters.ts": "limited",
};

/** A regular expression that is not passed directly to a function with the time limit. */
const UNLIMITED = /(?<!\b(?:isMatch|selectMatching)\()new RegExp\(/;

describe("regular expressions created from text", () => {
  it("are in files that explain why they end; a caller's pattern runs with a time limit", async () => {
    const files = (await listProjectFiles(ROOT)).filter((path) => WATCHED.test(path));
    const making = files.filter((path) => /\b(?:new )?RegExp\(/.test(readFileSync(join(ROOT, path), "utf8")));
    expect(making.sort()).to.deep.equal(Object.keys(OWN).sort());
    for (const [path, why] of Object.entries(OWN))
      if (why === "limited") expect(readFileSync(join(ROOT, path), "utf8"), path).not.to.match(UNLIMITED);
  });
});
