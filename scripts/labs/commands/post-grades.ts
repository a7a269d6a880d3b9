import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { readTable, TableProblem } from "../../../grader/adjust/csv";
import type { ResultsFile } from "../../../grader/reports/results";
import { declareCommand, Failure, UsageError, type CommandIo } from "../command";
import { createScores, toScoresAddress, type AgsScore } from "../grade/ags-scores";

const MAX_WAIT_MS = 30_000;
const TOKEN = "LABS_AGS_TOKEN";

export const postGrades = declareCommand({
  usage: "labs post-grades <folder> --users FILE (--to URL | --out DIR)",
  does: "Post a class's marks to a learning platform by LTI 1.3, or write them as LTI score files.",
  args: ["<folder>"],
  options: {
    users: {
      type: "string",
      value: "FILE",
      help: "a table with the columns id (of the submission) and userid (LTI's)",
    },
    to: { type: "string", value: "URL", help: `the platform's line item; its access token comes from ${TOKEN}` },
    out: { type: "string", value: "DIR", help: "write one file per learner into this folder, and send nothing" },
  },
  async run({ users, to, out }, io, [folder = ""]) {
    if (users === undefined) throw new UsageError("--users is missing.");
    if ((to === undefined) === (out === undefined)) throw new UsageError("Give either --to or --out.");
    const platform = to === undefined ? undefined : { address: checkAddress(to), token: requireToken(io) };
    const { scores, skipped } = createScores(
      readResults(resolve(io.cwd, folder)),
      readUsers(resolve(io.cwd, users), users),
      new Date().toISOString(),
    );
    for (const line of skipped) io.printError(`Skipped ${line}.`);
    if (platform === undefined) {
      const target = resolve(io.cwd, out ?? "");
      writeScores(target, scores);
      io.printResult(`${scores.size} scores are in ${relative(io.cwd, target) || "."}.`);
      return 0;
    }
    const failed = await postScores(platform, scores, io);
    io.printResult(`${scores.size - failed} of ${scores.size} scores were posted.`);
    if (failed > 0) io.printError("Run the command again later. Posting a score twice does no harm.");
    return failed > 0 ? 1 : 0;
  },
});

function readResults(folder: string): ResultsFile {
  const file = join(folder, "results.json");
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ResultsFile;
  } catch (error) {
    throw new Failure(`${file} can't be read. Name the folder that \`labs grade\` wrote.`, { cause: error });
  }
}

function readUsers(path: string, named: string): ReadonlyMap<string, string> {
  try {
    const rows = readTable(readFileSync(path, "utf8"), named, ["id", "userid"]);
    return new Map(rows.map((row) => [row.get("id") ?? "", row.get("userid")] as const).filter(isWhole));
  } catch (error) {
    const why = error instanceof TableProblem ? error.message : `${named} cannot be read.`;
    throw new Failure(why, { cause: error });
  }
}

const isWhole = (row: readonly [string, string | undefined]): row is readonly [string, string] => row[1] !== undefined;

function writeScores(folder: string, scores: ReadonlyMap<string, AgsScore>): void {
  mkdirSync(folder, { recursive: true });
  // Ids are safe as names, as they are in the folder of the reports.
  for (const [id, score] of scores) writeFileSync(join(folder, `${id}.json`), `${JSON.stringify(score, null, 2)}\n`);
}

/** @throws UsageError if the token would go over the network unencrypted */
function checkAddress(lineItem: string): URL {
  if (!URL.canParse(lineItem)) throw new UsageError(`${lineItem} is not an address.`);
  const address = toScoresAddress(lineItem);
  const isLocal = address.protocol === "http:" && address.hostname === "127.0.0.1";
  if (address.protocol !== "https:" && !isLocal)
    throw new UsageError("--to must begin with https://, because the token is sent there.");
  return address;
}

function requireToken({ env }: CommandIo): string {
  const token = env[TOKEN];
  if (!token) throw new Failure(`Set ${TOKEN} to an access token of the platform with the scope for scores.`);
  return token;
}

interface Platform {
  readonly address: URL;
  readonly token: string;
}

/** @returns how many could not be posted @throws Failure if the platform refuses the token */
async function postScores(to: Platform, scores: ReadonlyMap<string, AgsScore>, io: CommandIo): Promise<number> {
  let failed = 0;
  for (const [id, score] of scores) {
    const why = await postScore(to, score);
    if (why === undefined) continue;
    if (/^(401|403)\b/.test(why))
      throw new Failure(`The platform rejected the token (${why}). Get a new one with the scope for scores.`);
    io.printError(`Not posted: ${id}: ${why}`);
    failed += 1;
  }
  return failed;
}

/** @returns undefined for a posted score, else the reason */
async function postScore({ address, token }: Platform, score: AgsScore): Promise<string | undefined> {
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/vnd.ims.lis.v1.score+json" },
      body: JSON.stringify(score),
      redirect: "error",
      signal: AbortSignal.timeout(MAX_WAIT_MS),
    });
    const text = (await response.text()).slice(0, 200);
    return response.ok ? undefined : `${response.status} ${text}`.trim();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
