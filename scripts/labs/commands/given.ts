import { AWS_OPTIONS } from "../aws/options";
import { reportInterrupt } from "../aws/report-interrupt";
import { declareCommand } from "../command";
import { setUpGivens, getTarget } from "../givens";
import { findLab } from "../find-lab";

export const input = declareCommand({
  usage: "labs given <lab> [--yes] [--account ID]",
  does: "Set up the resources a lab assumes exist; existing ones are left alone. On AWS it first shows account and cost, and asks you to confirm.",
  args: ["<lab>"],
  options: AWS_OPTIONS,
  async run({ yes, account }, io, [named = ""]) {
    const lab = findLab(named);
    const target = getTarget(io);
    const work = (): Promise<void> => setUpGivens(io.root, [lab], target);
    if (io.env["LABS_TARGET"] === "aws") {
      const { agreeOnAws } = await import("../aws/agree");
      const question = `Set up the resources that lab ${lab.number} assumes exist, in this account?`;
      await agreeOnAws({ labs: [lab], question, withServices: true }, { yes, account }, io);
      const line = `AWS finishes what was already requested. Run this command again to set up the rest, or \`npx labs teardown ${lab.number}\` to delete it.`;
      await reportInterrupt(line, io, work);
    } else await work();
  },
});
