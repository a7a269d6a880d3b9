import { CloudFormationClient, CreateChangeSetCommand } from "@aws-sdk/client-cloudformation";
import type { Evidence, ScriptAnswer, Stage } from "../../../grader/index";
import { between } from "../../../src/generators/random";
import { answersOf, askedScript } from "../../asked-script";
import { withClient } from "../../given-things";

/** What the values of a stack would be, for reading a template without making it. */
const ACCOUNT = "111122223333";
const REGION = "eu-central-1";

/** Made from a stream that nobody has seen. */
export const streamNameFor = (seed: number): string => `people-${seed % 9973}`;
export const streamArn = (stream: string): string => `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/${stream}`;

/** The learner's template, for a program of one line; and what CloudFormation says when it is asked for a change set of it. */
export const setupDataProducer = askedScript({
  path: "src/collection/setup-data-producer.ts",
  ask: "return script.producerTemplate(question.program);",
  questions: (random) => [{ program: `console.log(${between(random, 1000, 9999)});` }],
  look: async ([answer], seed, openStage) => ({ seed, refusal: await refusalOf(answer, openStage) }),
});

/** @returns why CloudFormation does not take the template, or null */
async function refusalOf(answer: ScriptAnswer | undefined, openStage: () => Promise<Stage>): Promise<string | null> {
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
  return withClient(new CloudFormationClient(connection), async (cfn) => {
    try {
      await cfn.send(request);
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });
}

/** What CloudFormation said against the template. */
export const templateRefusal = ({ seen }: Evidence): string | undefined =>
  typeof seen["refusal"] === "string" ? seen["refusal"] : undefined;
export const seedOf = ({ seen }: Evidence): number => Number(seen["seed"]);

/** A part of the template by the names that lead to it. */
export function partOf(run: Evidence, ...names: readonly (string | number)[]): unknown {
  const [answer] = answersOf(run);
  return names.reduce<unknown>(
    (value, name) =>
      typeof value === "object" && value !== null
        ? Object.entries(value).find(([key]) => key === String(name))?.[1]
        : undefined,
    answer !== undefined && "value" in answer ? answer.value : undefined,
  );
}

/** A value of a template as text, with a stream's name for the parameter; undefined if it uses what is not known here. */
export function resolved(value: unknown, stream: string): string | undefined {
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
  if (name === "Fn::Sub" && typeof inside === "string") return substituted(inside, known);
  return name === "Fn::Join" ? joined(inside, stream) : undefined;
}

function joined(inside: unknown, stream: string): string | undefined {
  if (!Array.isArray(inside)) return undefined;
  const [joint, parts] = inside as [unknown, unknown];
  if (typeof joint !== "string" || !Array.isArray(parts)) return undefined;
  const texts = parts.map((part) => resolved(part, stream));
  return texts.includes(undefined) ? undefined : texts.join(joint);
}

function substituted(text: string, known: Readonly<Record<string, string>>): string | undefined {
  const names = [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name = ""]) => name);
  if (names.some((name) => known[name] === undefined)) return undefined;
  return text.replace(/\$\{([^!}][^}]*)\}/g, (_whole, name: string) => known[name] ?? "");
}
