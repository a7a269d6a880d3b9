import { expect } from "chai";
import { exercise, hint, it, shown, type Evidence } from "../../../grader/index";
import { answersOf } from "../../asked-script";
import { inSolution } from "../../evidence-words";
import { foundOf, partOfConstant } from "../grading/constants";
import {
  partOf,
  resolved,
  setupDataProducer,
  seedOf,
  streamArn,
  streamNameFor,
  templateRefusal,
} from "../grading/template";

/** The error that stopped the template from being made, if any. */
function stopOfTemplate(run: Evidence): string | undefined {
  const [answer] = answersOf(run);
  if (answer === undefined) return run.script(setupDataProducer.path)?.error ?? "there is no template";
  return "error" in answer ? answer.error : undefined;
}
exercise(
  "03-data-collection.stream-parameter",
  { points: 2, title: "2.4 The template: which stream?" },
  ({ learner, solution }) => {
    const stopped = stopOfTemplate(learner);
    it("declares the parameter StreamName, of the type String", () => {
      const type = (run: Evidence) => partOf(run, "Parameters", "StreamName", "Type");
      inSolution(type(solution));
      expect(
        type(learner),
        hint({
          expected: 'Parameters has StreamName, whose Type is "String"',
          found: stopped ?? templateRefusal(learner) ?? shown(partOf(learner, "Parameters", "StreamName")),
          look: 'StreamName: { Type: "String", Description: "…" }',
          because: stopped ?? templateRefusal(learner),
        }),
      ).to.equal(type(solution));
    });
    it("is a parameter that CloudFormation takes, with a value for it", () => {
      const refused = stopped ?? templateRefusal(learner);
      inSolution(templateRefusal(solution) === undefined || undefined);
      expect(
        refused,
        hint({
          expected: "CloudFormation takes the template, and a stream's name for StreamName",
          found: refused ?? "it does",
          look: "StreamName: CloudFormation's message says what it does not know",
          because: refused,
        }),
      ).to.equal(undefined);
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
    const stopped = stopOfTemplate(learner);
    // "The prefix and the action name are case insensitive":
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
    const actions = (run: Evidence) =>
      [partOf(run, ...statement, "Action")]
        .flat()
        .map((action) => (typeof action === "string" ? action.toLowerCase() : action));
    it("allows the one action that the producer calls", () => {
      inSolution(actions(solution)[0]);
      expect(
        actions(learner),
        hint({
          expected: "Action is the list of one text, kinesis:PutRecords",
          found: stopped ?? shown(partOf(learner, ...statement, "Action")),
          look: 'Action: ["kinesis:PutRecords"]. The producer puts many records in a call',
          because: stopped,
        }),
      ).to.deep.equal(actions(solution));
    });
    it("allows it for the one stream", () => {
      const resource = (run: Evidence) => {
        const value = partOf(run, ...statement, "Resource");
        const [only] = Array.isArray(value) && value.length === 1 ? (value as unknown[]) : [value];
        return resolved(only, streamNameFor(seedOf(run)));
      };
      expect(inSolution(resource(solution))).to.equal(streamArn(streamNameFor(seedOf(solution))));
      expect(
        resource(learner),
        hint({
          expected: "Resource is the ARN of the stream that StreamName names",
          found: stopped ?? shown(partOf(learner, ...statement, "Resource")),
          look: 'Resource: { "Fn::Sub": "arn:…" }, with ${AWS::Partition}, ${AWS::Region}, ${AWS::AccountId} and ${StreamName} in it',
          because: stopped,
        }),
      ).to.equal(resource(solution));
    });
  },
);

exercise("03-data-collection.launch", { points: 2, title: "2.6 Launch it" }, ({ learner, solution }) => {
  it("gives the stack the name of your stream", () => {
    const name = (run: Evidence) => partOfConstant(run, "PARAMETERS", "StreamName");
    const wanted = inSolution(name(solution));
    expect(
      name(learner),
      hint({
        expected: `the parameter StreamName is ${shown(wanted)}`,
        found: foundOf(learner, "PARAMETERS", name(learner)),
        look: "PARAMETERS: the variable STREAM. Its ARN is another thing",
      }),
    ).to.equal(wanted);
  });
  it("allows CloudFormation to make the role", () => {
    const found = partOfConstant(learner, "CAPABILITIES");
    const isAllowed = (value: unknown) =>
      // CAPABILITY_NAMED_IAM, for roles with names of their own, includes CAPABILITY_IAM.
      Array.isArray(value) && value.some((one) => one === "CAPABILITY_IAM" || one === "CAPABILITY_NAMED_IAM");
    inSolution(isAllowed(partOfConstant(solution, "CAPABILITIES")) || undefined);
    expect(
      isAllowed(found),
      hint({
        expected: "a list with the capability that CloudFormation asks for",
        found: foundOf(learner, "CAPABILITIES", found),
        look: "CAPABILITIES: CloudFormation's message names it, in square brackets",
      }),
    ).to.equal(true);
  });
});
