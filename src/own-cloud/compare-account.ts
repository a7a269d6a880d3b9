import { accountId } from "../aws/account-id";
import {
  deleteBucketLine,
  deleteFirehoseLine,
  deleteFunctionLine,
  deleteStreamLine,
  resizeStreamLine,
} from "../aws/mending-lines";
import type { Described, Kind } from "./describe-account";
import { describe, namesOf } from "./describe-account";

/** Something that saved code makes, as the check has seen it. Its members are told in `grader/run/made.ts`. */
export interface MadeThing {
  readonly exercise: string;
  readonly kind: Kind;
  readonly name: string;
  readonly settings: Readonly<Record<string, readonly string[]>>;
  readonly cell: "changes" | "creates";
  readonly byAnother?: true;
}

/** What saved code makes, with the account and the texts that stand in it. */
export interface MadeByCode {
  readonly account: string;
  readonly things: readonly MadeThing[];
  readonly names: readonly {
    readonly exercise: string;
    readonly kind: Kind;
    readonly prefix: string;
    readonly known: readonly string[];
  }[];
  readonly places: Readonly<Record<string, string>>;
}

/** One difference, in words, and how to mend it. */
interface Finding {
  readonly says: string;
  /** Lines of TypeScript for a new cell. */
  readonly lines: readonly string[];
  /** What to do after them, or without them. */
  readonly then: string;
}

/**
 * Compares what the saved code makes with what is in the account of this process, as AWS describes it there: on the lab cloud and on real AWS.
 *
 * @returns lines to print; none if there is nothing to compare
 * @throws whatever the AWS SDK throws
 */
export async function compareWithAccount(made: MadeByCode): Promise<string[]> {
  if (made.things.length === 0 && made.names.length === 0) return [];
  const own = inAccount(made, await accountId());
  const described = new Map<MadeThing, Described | undefined>();
  for (const thing of own.things) described.set(thing, await describe[thing.kind](thing.name));
  const strange = await strangers(own);
  const needed = own.things.filter(({ byAnother }) => !byAnother);
  if (needed.length > 1 && strange.length === 0 && needed.every((thing) => !described.get(thing)))
    return ["Your own cloud holds none of what this code makes. Run its cells if you want to go on working there."];
  const findings = [...own.things.flatMap((thing) => differences(thing, described.get(thing), own)), ...strange];
  const once = [...new Map(findings.map((finding) => [finding.says, finding])).values()];
  if (once.length === 0) return needed.length === 0 ? [] : ["Your own cloud holds the same as your saved code makes."];
  return [
    "⚠ Your own cloud differs from what your saved code makes:",
    ...once.flatMap(({ says, lines, then }) => [
      `    ${says}`,
      ...(lines.length > 0 ? ["        In a new cell:", ...lines.map((line) => `        ${line}`)] : []),
      `        ${then}`,
    ]),
  ];
}

function differences(thing: MadeThing, found: Described | undefined, { places }: MadeByCode): Finding[] {
  const { kind, name, exercise, settings, byAnother } = thing;
  const rerun = `Run the cell of ${places[exercise] ?? "the exercise"} again.`;
  if (!found)
    return byAnother
      ? []
      : [{ says: `There is no ${kind} ${name}. Your saved code makes it.`, lines: [], then: rerun }];
  // While it is being created, some settings are not there yet.
  if (!found.isReady) return [];
  return Object.entries(settings)
    .filter(([setting, values]) => !values.some((value) => sameValue(value, found.settings[setting])))
    .map(([setting, [value = "none"]]) => ({
      says: `${kind} ${name}, ${setting}: it has ${found.settings[setting] ?? "none"}, your saved code asks for ${value}.`,
      ...mending(thing, value, rerun),
    }));
}

function mending({ kind, name, cell }: MadeThing, value: string, rerun: string): Pick<Finding, "lines" | "then"> {
  if (cell === "changes") return { lines: [], then: rerun };
  if (kind === "data stream")
    return { lines: [resizeStreamLine(name, Number(value))], then: "The records stay. It takes some seconds." };
  const line = kind === "Firehose" ? deleteFirehoseLine(name) : deleteBucketLine(name);
  return {
    lines: [line],
    then: `It is gone some seconds later. Then: ${rerun.charAt(0).toLowerCase()}${rerun.slice(1)}`,
  };
}

/** What has a name of the lab, but is not what the saved code makes. */
async function strangers({ names }: MadeByCode): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { kind, prefix, known } of names)
    for (const name of await namesOf(kind, prefix))
      if (!known.includes(name))
        findings.push({
          says: `There is also the ${kind} ${name}. Your saved code does not make it.`,
          lines: [DELETE[kind](name)],
          then: "This deletes it, with all that is in it. Do so if you made it by mistake.",
        });
  return findings;
}

const DELETE: Readonly<Record<Kind, (name: string) => string>> = {
  "data stream": deleteStreamLine,
  Firehose: deleteFirehoseLine,
  "S3 bucket": deleteBucketLine,
  "Lambda function": deleteFunctionLine,
};

/** The same with the account's own id in all names and values. */
function inAccount(made: MadeByCode, account: string): MadeByCode {
  const text = JSON.stringify(made).replaceAll(made.account, account);
  return JSON.parse(text) as MadeByCode;
}

/** The address of a queue begins with where SQS is reached, which is not the same in two clouds. */
function sameValue(made: string, found: string | undefined): boolean {
  const path = (text: string) => text.replace(/^https?:\/\/[^/]+/, "");
  return found !== undefined && path(made) === path(found);
}
