import type { Lab } from "../../../course/index";
import { describeKeys } from "../../../src/running/align-aws-settings";
import { Failure, UsageError, type CommandIo } from "../command";
import { lookUpAccount, type Account } from "./account";
import { estimateLine, createEstimate, formatPriceSource, formatUsd } from "./estimate";
import { findServices } from "./services";

export interface Agreement {
  readonly yes: boolean;
  readonly account: string | undefined;
}

/** The proposed use of the account, which a person must agree to. */
interface Proposal {
  readonly labs: readonly Lab[];
  /** A question whose answer should be `yes`. */
  readonly question: string;
  /** Whether each of the labs' services is tested in the region. */
  readonly withServices: boolean;
}

/**
 * Shows account, region and what the labs cost there, and asks a person to agree. Nothing is created before this returns.
 *
 * @throws Failure in one line if the person does not agree, or the account cannot be used
 */
export async function agreeOnAws(
  { labs, question, withServices }: Proposal,
  { yes, account: expected }: Agreement,
  io: CommandIo,
): Promise<Account> {
  keepToBudget(labs, io);
  const account = await lookUpAccount(io, expected);
  if (withServices)
    await findServices([...new Set(labs.flatMap(({ onAws }) => onAws?.services ?? []))], account.region);
  showAccount(account, io);
  for (const lab of labs) io.printResult(`Lab ${lab.number}       ${estimateLine(lab)}.`);
  io.printResult(formatPriceSource(account.region));
  await askForYes(question, yes, io);
  return account;
}

/**
 * Compares the cost of one run of the labs, each with its clean-up, with the learner's limit: `LABS_AWS_BUDGET`, in USD. It makes no call to AWS.
 *
 * @throws Failure if the cost is above the limit; UsageError if the limit isn't an amount
 */
function keepToBudget(labs: readonly Lab[], { env }: Pick<CommandIo, "env">): void {
  const set = env["LABS_AWS_BUDGET"]?.trim();
  if (!set) return;
  if (!/^\d+(\.\d+)?$/.test(set))
    throw new UsageError(`LABS_AWS_BUDGET must be an amount in USD, such as 2 or 0.50, not "${set}".`);
  const cost = labs.reduce((sum, lab) => sum + createEstimate(lab).perRunUsd, 0);
  if (cost <= Number(set)) return;
  const subject = labs.map(({ number }) => number).join(", ");
  throw new Failure(
    `Nothing was changed: ${labs.length === 1 ? `lab ${subject} costs` : `the labs ${subject} cost`} about ${formatUsd(cost)}, and your budget LABS_AWS_BUDGET is ${set} USD. ` +
      "Raise it, or do the lab in the lab cloud, where it costs nothing.",
  );
}

export function showAccount(
  { id, caller, region, learner, profile, endpoint }: Account,
  { printResult }: Pick<CommandIo, "printResult">,
): void {
  printResult(`AWS account  ${id} (${caller})`);
  if (profile !== undefined) printResult(`Keys         ${describeKeys(profile)}`);
  printResult(`Region       ${region}`);
  printResult(`Learner      ${learner}: this name tags what the labs create (set LABS_LEARNER to change it).`);
  if (endpoint !== undefined) printResult(`Endpoint     ${endpoint}: not AWS itself, because AWS_ENDPOINT_URL is set.`);
}

/**
 * @param yes agreed in advance, by an option
 * @throws Failure if the answer is not `yes`, or there is no terminal
 */
export async function askForYes(question: string, yes: boolean, { ask }: Pick<CommandIo, "ask">): Promise<void> {
  if (yes) return;
  if (ask === undefined)
    throw new Failure(
      "Nothing was changed: the command needs a confirmation, and this is not a terminal. To skip it, add `--yes`.",
    );
  if ((await ask(`${question} Type yes: `)).trim().toLowerCase() !== "yes")
    throw new Failure("Nothing was changed: you didn't answer yes.");
}
