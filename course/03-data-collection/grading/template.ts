import { CloudFormationClient, CreateChangeSetCommand } from "@aws-sdk/client-cloudformation";
import type { Evidence, ScriptAnswer, Stage } from "../../../grader/index";
import { between } from "../../../src/generators/random";
import { getAnswers, planScriptQuestions } from "../../plan-script-questions";
import { useClient } from "../../givens/given-resources";

/** The values of pseudo parameters for reading a template without creating a stack. */
const ACCOUNT = "111122223333";
const REGION = "eu-central-1";

/** The name of a stream that the learner's template has not seen. */
export const streamNameFor = (seed: number): string => `people-${seed % 9973}`;
export const createStreamArn = (stream: string): string => `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/${stream}`;

/** Has the learner's script create a template with a one-line program, then has CloudFormation create a change set from that template. */
export const setupDataProducer = planScriptQuestions({
  path: "src/collection/setup-data-producer.ts",
  ask: "return script.producerTemplate(question.program);",
  createQuestions: (random) => [{ program: `console.log(${between(random, 1000, 9999)});` }],
  look: async ([answer], seed, openStage) => ({ seed, refusal: await findRefusal(answer, openStage) }),
});

/** @returns the reason why CloudFormation refuses the template; null if it does not */
async function findRefusal(answer: ScriptAnswer | undefined, openStage: () => Promise<Stage>): Promise<string | null> {
  if (answer === undefined || "error" in answer) return answer?.error ?? "there is no template";
  const { connection, seed } = await openStage();
  const request = new CreateChangeSetCommand({
    StackName: "producer",
    ChangeSetName: "look",
    ChangeSetType: "CREATE",
    TemplateBody: JSON.stringify(answer.value),
    Parameters: [{ ParameterKey: "StreamName", ParameterValue: streamNameFor(seed) }],
    Capabilities: ["CAPABILITY_IAM"],
  });
  return useClient(new CloudFormationClient(connection), async (cfn) => {
    try {
      await cfn.send(request);
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });
}

/** The reason why CloudFormation refuses the template, if it does. */
export const getTemplateRefusal = ({ seen }: Evidence): string | undefined =>
  typeof seen["refusal"] === "string" ? seen["refusal"] : undefined;
export const getSeed = ({ seen }: Evidence): number => Number(seen["seed"]);

/** The part of the template at a path of member names. */
export function getPart(run: Evidence, ...names: readonly (string | number)[]): unknown {
  const [answer] = getAnswers(run);
  return names.reduce<unknown>(
    (value, name) =>
      typeof value === "object" && value !== null
        ? Object.entries(value).find(([key]) => key === String(name))?.[1]
        : undefined,
    answer !== undefined && "value" in answer ? answer.value : undefined,
  );
}

/** The text of a template's value, with `stream` for the parameter; undefined if the value refers to anything else. */
export function resolveText(value: unknown, stream: string): string | undefined {
  const known: Readonly<Record<string, string>> = {
    StreamName: stream,
    "AWS::Partition": "aws",
    "AWS::Region": REGION,
    "AWS::AccountId": ACCOUNT,
  };
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return undefined;
  const [[name, inside] = ["", undefined], second] = Object.entries(value) as [string, unknown][];
  if (second !== undefined) return undefined;
  if (name === "Ref") return known[String(inside)];
  if (name === "Fn::Sub") return resolveSub(inside, { known, stream });
  return name === "Fn::Join" ? resolveJoin(inside, stream) : undefined;
}

function resolveJoin(inside: unknown, stream: string): string | undefined {
  if (!Array.isArray(inside)) return undefined;
  const [joint, parts] = inside as [unknown, unknown];
  if (typeof joint !== "string" || !Array.isArray(parts)) return undefined;
  const texts = parts.map((part) => resolveText(part, stream));
  return texts.includes(undefined) ? undefined : texts.join(joint);
}

/** A text with names in it, or a list of such a text and an object with the values of further names. */
function resolveSub(
  inside: unknown,
  { known, stream }: { readonly known: Readonly<Record<string, string>>; readonly stream: string },
): string | undefined {
  const [text, further] = (Array.isArray(inside) ? inside : [inside]) as [unknown, unknown];
  if (typeof text !== "string") return undefined;
  const values = new Map<string, string | undefined>(Object.entries(known));
  for (const [name, value] of Object.entries(Object(further) as object)) values.set(name, resolveText(value, stream));
  const names = [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name = ""]) => name);
  if (names.some((name) => values.get(name) === undefined)) return undefined;
  return text.replace(/\$\{([^!}][^}]*)\}/g, (_whole, name: string) => values.get(name) ?? "");
}
