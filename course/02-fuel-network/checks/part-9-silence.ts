import { expect } from "chai";
import { exercise, formatHint, it } from "../../../grader/index";
import { describeStop, findAnswerError, requireFromSolution } from "../../evidence-words";
import { getLentRole } from "../grading/lent-role";

const ACCOUNT_USERS = "anyone with keys of the account";

function describePrincipal(principal: string): string {
  if (principal === "lambda.amazonaws.com") return "Lambda";
  return /^(\*|\d{12}|arn:aws:iam::\d{12}:root)$/.test(principal) ? ACCOUNT_USERS : principal;
}

exercise("02-fuel-network.repair-role", { points: 3, title: "9.3 Let it plan again" }, ({ learner, solution }) => {
  const users = getLentRole(learner);
  const stopped = findAnswerError(learner, "repair-role") ?? describeStop(learner, "repair-role");
  it("lets Scheduler use the role", () => {
    requireFromSolution(getLentRole(solution)?.scheduler || undefined);
    expect(
      users?.scheduler,
      formatHint({
        expected: "a schedule can have the role of the check",
        found: stopped ?? "Scheduler isn't trusted by the role",
        look: [
          "Principal: the service that may use the role is scheduler.amazonaws.com",
          "RoleName: the role is the parameter of the function",
        ],
        because: stopped,
      }),
    ).to.equal(true);
  });
  it("leaves the role to those who could use it before", () => {
    requireFromSolution(getLentRole(solution)?.firehose || undefined);
    expect(
      users?.firehose,
      formatHint({
        expected: "Firehose, to which the role of the check was lent, can still use it",
        found: "Firehose isn't trusted by the role any more",
        look: "PolicyDocument: it replaces the whole trust policy, so it has to contain the earlier statements, too",
      }),
    ).to.equal(true);
  });
  it("lets no one else use it", () => {
    const others = new Set([
      ...(users?.lambda ? ["Lambda"] : []),
      ...(users?.account ? [ACCOUNT_USERS] : []),
      ...(users?.others ?? []).map(describePrincipal),
    ]);
    expect(
      users && [...others],
      formatHint({
        expected: "only Scheduler, and whoever could use the role before",
        found: `it can also be used by ${[...others].join(", and by ")}`,
        look: "Principal: one service, by its full name",
      }),
    ).to.deep.equal([]);
  });
});
