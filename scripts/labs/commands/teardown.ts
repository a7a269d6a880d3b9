import { labs } from "../../../course/index";
import { explainError } from "../../../src/running/explain-error";
import { lookUpAccount } from "../aws/account";
import { askForYes, showAccount } from "../aws/agree";
import { AWS_OPTIONS } from "../aws/options";
import { findStanding, tearDown } from "../aws/teardown";
import type { Io } from "../command";
import { Failure, command } from "../command";
import { whichLab } from "../which-lab";

export const teardown = command({
  usage: "labs teardown [lab] [--dry-run] [--yes] [--account ID]",
  does: "On AWS: delete all that a lab has made in your account, or all labs, and prove that nothing is left.",
  args: ["[lab]"],
  options: { "dry-run": { type: "boolean", default: false, help: "only say what would be deleted" }, ...AWS_OPTIONS },
  async run({ "dry-run": dryRun, yes, account: expected }, io, [named]) {
    if (io.env["LABS_TARGET"] !== "aws")
      throw new Failure(
        "This deletes in your own AWS account: set LABS_TARGET=aws. To begin again in the lab cloud, end the course and delete the folder .labs/cloud.",
      );
    const wanted = (named === undefined ? labs : [whichLab(named)]).map(({ number }) => number);
    const account = await lookUpAccount(io, expected);
    showAccount(account, io);
    const standing = await explained(() => findStanding(wanted, account.id));
    for (const { lab, title, name } of standing) io.out(`Lab ${lab}       ${title} ${name}`);
    if (standing.length === 0) io.out("Nothing is left of the labs in this account and region.");
    else if (dryRun) io.out("Nothing was deleted: this was a dry run.");
    else await deleteAll(wanted, { id: account.id, count: standing.length, yes }, io);
  },
});

async function deleteAll(
  wanted: readonly string[],
  { id, count, yes }: { readonly id: string; readonly count: number; readonly yes: boolean },
  io: Io,
): Promise<void> {
  await askForYes(`Delete ${count === 1 ? "this" : `these ${count}`}, with all data?`, yes, io);
  await explained(() => tearDown(wanted, id, io.out));
  const left = await explained(() => findStanding(wanted, id));
  if (left.length > 0)
    throw new Failure(
      `Still there: ${left.map(({ title, name }) => `${title} ${name}`).join(", ")}. Run this command again.`,
    );
  io.out("Nothing is left of the labs in this account and region: AWS was asked for all of it once more.");
}

/** What AWS refuses is said in one line. */
async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Failure
      ? error
      : new Failure(`${explainError(error)} Run this command again when that is mended: it goes on where it is.`, {
          cause: error,
        });
  }
}
