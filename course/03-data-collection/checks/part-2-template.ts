import { expect } from "chai";
import { exercise, formatHint, it, formatValue, type Evidence } from "../../../grader/index";
import { getAnswers } from "../../plan-script-questions";
import { requireFromSolution } from "../../evidence-words";
import { describeFound, getPartOfConstant } from "../grading/constants";
import {
  getPart,
  resolveText,
  setupDataProducer,
  getSeed,
  createStreamArn,
  streamNameFor,
  getTemplateRefusal,
} from "../grading/template";

/** The error that stopped the template from being made, if any. */
function findTemplateStop(run: Evidence): string | undefined {
  const [answer] = getAnswers(run);
  if (answer === undefined) return run.findScript(setupDataProducer.path)?.error ?? "there is no template";
  return "error" in answer ? answer.error : undefined;
}
exercise(
  "03-data-collection.stream-parameter",
  { points: 2, title: "2.4 The template: which stream?" },
  ({ learner, solution }) => {
    const stopped = findTemplateStop(learner);
    it("declares the parameter StreamName, of the type String", () => {
      const getType = (run: Evidence) => getPart(run, "Parameters", "StreamName", "Type");
      requireFromSolution(getType(solution));
      expect(
        getType(learner),
        formatHint({
          expected: 'Parameters has StreamName, whose Type is "String"',
          found: stopped ?? getTemplateRefusal(learner) ?? formatValue(getPart(learner, "Parameters", "StreamName")),
          look: 'StreamName: { Type: "String", Description: "…" }',
          because: stopped ?? getTemplateRefusal(learner),
        }),
      ).to.equal(getType(solution));
    });
    it("is a parameter that CloudFormation takes, with a value for it", () => {
      const refused = stopped ?? getTemplateRefusal(learner);
      requireFromSolution(getTemplateRefusal(solution) === undefined || undefined);
      expect(
        refused,
        formatHint({
          expected: "CloudFormation takes the template, and a stream's name for StreamName",
          found: refused ?? "it does",
          look: "StreamName: CloudFormation's message says what it does not know",
          because: refused,
        }),
      ).to.equal(undefined);
    });
    it("leaves the stream's name out of the template", () => {
      const { Type, Default: preset } = Object(getPart(learner, "Parameters", "StreamName"));
      requireFromSolution(getPart(solution, "Parameters", "StreamName", "Type"));
      // Whether its type is the right one is another claim.
      const isDeclared = typeof Type === "string";
      const refused = stopped ?? getTemplateRefusal(learner) ?? "there is no such parameter";
      expect(
        isDeclared && (preset === undefined || preset === ""),
        formatHint({
          expected: "StreamName has no value until somebody launches the stack",
          found: isDeclared ? `its Default is ${formatValue(preset)}` : refused,
          look: "StreamName: it needs a Type and a Description, and no Default",
          because: isDeclared ? undefined : refused,
        }),
      ).to.equal(true);
    });
  },
);

exercise(
  "03-data-collection.producer-role",
  { points: 2, title: "2.5 The template: what may the instance do?" },
  ({ learner, solution }) => {
    const statement = [
      "Resources",
      "ProducerRole",
      "Properties",
      "Policies",
      0,
      "PolicyDocument",
      "Statement",
      0,
    ] as const;
    const stopped = findTemplateStop(learner);
    // "The prefix and the action name are case insensitive":
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
    const getActions = (run: Evidence) =>
      [getPart(run, ...statement, "Action")]
        .flat()
        .map((action) => (typeof action === "string" ? action.toLowerCase() : action));
    it("allows the one action that the producer calls", () => {
      requireFromSolution(getActions(solution)[0]);
      expect(
        getActions(learner),
        formatHint({
          expected: "Action is the list of one text, kinesis:PutRecords",
          found: stopped ?? formatValue(getPart(learner, ...statement, "Action")),
          look: 'Action: ["kinesis:PutRecords"]. The producer puts many records in a call',
          because: stopped,
        }),
      ).to.deep.equal(getActions(solution));
    });
    it("allows it for the one stream", () => {
      const getResource = (run: Evidence) => {
        const value = getPart(run, ...statement, "Resource");
        const [only] = Array.isArray(value) && value.length === 1 ? (value as unknown[]) : [value];
        return resolveText(only, streamNameFor(getSeed(run)));
      };
      expect(requireFromSolution(getResource(solution))).to.equal(createStreamArn(streamNameFor(getSeed(solution))));
      expect(
        getResource(learner),
        formatHint({
          expected: "Resource is the ARN of the stream that StreamName names",
          found: stopped ?? formatValue(getPart(learner, ...statement, "Resource")),
          look: 'Resource: { "Fn::Sub": "arn:…" }, with ${AWS::Partition}, ${AWS::Region}, ${AWS::AccountId} and ${StreamName} in it',
          because: stopped,
        }),
      ).to.equal(getResource(solution));
    });
  },
);

exercise("03-data-collection.launch", { points: 2, title: "2.6 Launch it" }, ({ learner, solution }) => {
  it("gives the stack the name of your stream", () => {
    const name = (run: Evidence) => getPartOfConstant(run, "PARAMETERS", "StreamName");
    const expected = requireFromSolution(name(solution));
    expect(
      name(learner),
      formatHint({
        expected: `the parameter StreamName is ${formatValue(expected)}`,
        found: describeFound(learner, "PARAMETERS", name(learner)),
        look:
          name(learner) === undefined
            ? "PARAMETERS: the name StreamName, in exactly these letters, as in the template"
            : "PARAMETERS: the variable STREAM. Its ARN is another thing",
      }),
    ).to.equal(expected);
  });
  it("allows CloudFormation to make the role", () => {
    const found = getPartOfConstant(learner, "CAPABILITIES");
    const isAllowed = (value: unknown) =>
      // CAPABILITY_NAMED_IAM, for roles with their own names, includes CAPABILITY_IAM.
      Array.isArray(value) && value.some((item) => item === "CAPABILITY_IAM" || item === "CAPABILITY_NAMED_IAM");
    requireFromSolution(isAllowed(getPartOfConstant(solution, "CAPABILITIES")) || undefined);
    expect(
      isAllowed(found),
      formatHint({
        expected: "a list with the capability that CloudFormation asks for",
        found: describeFound(learner, "CAPABILITIES", found),
        look: "CAPABILITIES: CloudFormation's message names it, in square brackets",
      }),
    ).to.equal(true);
  });
});
