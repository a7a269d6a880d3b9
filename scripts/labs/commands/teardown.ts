import { labs } from "../../../course/index";
import { explainError } from "../../../src/running/explain-error";
import { AWS_OPTIONS } from "../aws/options";
import type { Owner } from "../aws/ownership";
import type { ExistingResource } from "../aws/teardown";
import { reportInterrupt } from "../aws/report-interrupt";
import { Failure, declareCommand, type CommandIo } from "../command";
import { findLab } from "../find-lab";

export const teardown = declareCommand({
  usage: "labs teardown [lab] [--dry-run] [--yes] [--account ID]",
  does: "On AWS: delete everything that one lab, or all labs, created in your account, and verify that nothing is left.",
  args: ["[lab]"],
  options: { "dry-run": { type: "boolean", default: false, help: "only show what would be deleted" }, ...AWS_OPTIONS },
  async run({ "dry-run": dryRun, yes, account: expected }, io, [named]) {
    if (io.env["LABS_TARGET"] !== "aws")
      throw new Failure(
        "This command deletes resources in your own AWS account: set LABS_TARGET=aws. To start over in the lab cloud, stop the course and delete the folder .labs/cloud.",
      );
    const requested = (named === undefined ? labs : [findLab(named)]).map(({ number }) => number);
    const { lookUpAccount, showAccount, findStanding } = await onAws();
    const account = await lookUpAccount(io, expected);
    showAccount(account, io);
    const missing = new Set<string>();
    const standing = await explainRefusal(() => findStanding(requested, account, missing));
    for (const title of missing) io.printResult(`No ${title}: the region ${account.region} doesn't have this service.`);
    for (const { lab, title, name, learner } of standing)
      io.printResult(
        `Lab ${lab}       ${title} ${name}${learner === undefined ? "" : ` stays: it belongs to the learner ${learner}`}`,
      );
    const count = standing.filter(isDeletable).length;
    if (count === 0) io.printResult(`${describeCleanAccount(standing)}.`);
    else if (dryRun) io.printResult("Nothing was deleted: this was a dry run.");
    else await deleteAll(requested, { owner: account, count, yes }, io);
  },
});

/** The modules that call AWS. They load ten of the SDK's clients, which the list of all commands does not need. */
const onAws = async () => ({
  ...(await import("../aws/account")),
  ...(await import("../aws/agree")),
  ...(await import("../aws/teardown")),
});

const isDeletable = ({ learner }: ExistingResource): boolean => learner === undefined;
const describeCleanAccount = (standing: readonly ExistingResource[]): string =>
  `Nothing${standing.length === 0 ? "" : " of yours"} is left of the labs in this account and region`;

async function deleteAll(
  requested: readonly string[],
  { owner, count, yes }: { readonly owner: Owner; readonly count: number; readonly yes: boolean },
  io: CommandIo,
): Promise<void> {
  const { askForYes, findStanding, tearDown } = await onAws();
  await askForYes(`Delete ${count === 1 ? "this" : `these ${count}`}, with all data?`, yes, io);
  const line = "AWS finishes what was already requested. Run this command again: it continues where it stopped.";
  await reportInterrupt(line, io, () => explainRefusal(() => tearDown(requested, owner, io.printResult)));
  const standing = await explainRefusal(() => findStanding(requested, owner));
  const left = standing.filter(isDeletable);
  if (left.length > 0)
    throw new Failure(
      `Still there: ${left.map(({ title, name }) => `${title} ${name}`).join(", ")}. Run this command again.`,
    );
  io.printResult(`${describeCleanAccount(standing)}: a second look at AWS confirmed it.`);
}

/** Runs work that calls AWS; turns a refusal of AWS into a message of one line. */
async function explainRefusal<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Failure
      ? error
      : new Failure(`${explainError(error)} Fix that, then run this command again: it continues where it stopped.`, {
          cause: error,
        });
  }
}
