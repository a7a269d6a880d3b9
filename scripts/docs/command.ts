import { join, relative } from "node:path";
import { declareCommand, Failure } from "../labs/command";
import { installJudges } from "../test/judges";
import { buildSite, findSphinxProblem } from "./build-site";

export const docs = declareCommand({
  usage: "npm run docs",
  does: "Build the documentation site in .labs/site from the pages that docs/README.md lists. DOCS_SOURCES=URL: where links to sources lead.",
  options: {},
  async run(_options, io) {
    await installJudges(io.root, ["test/docs"]).all;
    const problem = findSphinxProblem(io.root);
    if (problem !== undefined) throw new Failure(problem);
    const folder = join(io.root, ".labs", "site");
    const { isWhole, output } = await buildSite(io.root, folder);
    if (!isWhole) throw new Failure(`The site is incomplete:\n${output}`);
    io.printResult(
      `Open ${relative(io.cwd, join(folder, "index.html"))} in a browser. Any web server can serve the whole folder.`,
    );
  },
});
