import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** Two services too many: neither invokes the planner. */
  "all-that-invoke-functions": {
    fails: ["lets no one else use it"],
    isAlwaysJudged: true,
    changes: [
      [
        'Service: "scheduler.amazonaws.com"',
        'Service: ["scheduler.amazonaws.com", "events.amazonaws.com", "states.amazonaws.com"]',
      ],
    ],
  },
  /** It works again, for the whole world. */
  "everyone-may-use-it": {
    fails: ["lets no one else use it"],
    changes: [['Principal: { Service: "scheduler.amazonaws.com" }', 'Principal: "*"']],
  },
  /** `JSON.parse` can't read the encoded text. */
  "policy-not-decoded": {
    fails: ["lets Scheduler use the role"],
    changes: [['decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")', 'Role?.AssumeRolePolicyDocument ?? ""']],
  },
  /** The colleague's own mistake, the other way round. */
  "policy-replaced-again": {
    fails: ["leaves the role to those who could use it before"],
    answer: [
      'const Statement = [{ Effect: "Allow", Principal: { Service: "scheduler.amazonaws.com" }, Action: "sts:AssumeRole" }];',
      'const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });',
      "await new IAMClient({}).send(new UpdateAssumeRolePolicyCommand({ RoleName: roleName, PolicyDocument }));",
    ],
  },
  /** The function that is invoked doesn't have to trust anyone: the one who invokes it needs the role. */
  "role-of-the-planner": {
    fails: ["lets Scheduler use the role", "lets no one else use it"],
    changes: [["scheduler.amazonaws.com", "lambda.amazonaws.com"]],
  },
};
