import type { Mistake } from "../../../grader/index";

/** The colleague's own mistake, the other way round. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.repair-role",
  fails: ["leaves the role to those who could use it before"],
  answer: [
    'const Statement = [{ Effect: "Allow", Principal: { Service: "scheduler.amazonaws.com" }, Action: "sts:AssumeRole" }];',
    'const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });',
    "await new IAMClient({}).send(new UpdateAssumeRolePolicyCommand({ RoleName: roleName, PolicyDocument }));",
  ],
};
