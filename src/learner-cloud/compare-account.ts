import { accountId } from "../aws/account-id";
import {
  deleteApplicationLine,
  deleteBucketLine,
  deleteFirehoseLine,
  deleteFunctionLine,
  deleteStreamLine,
  resizeStreamLine,
  waitUntilGoneLine,
} from "../aws/repair-commands";
import { describe, listNames, RESHARDING, type ResourceState, type Kind } from "./describe-account";

/** A resource that the saved code makes, as the check has seen it. `grader/run/created-resources.ts` documents the members. */
export interface CreatedResource {
  readonly exercise: string;
  readonly kind: Kind;
  readonly name: string;
  readonly settings: Readonly<Record<string, readonly string[]>>;
  readonly cell: "changes" | "creates" | "adds";
  readonly byAnother?: true;
  readonly byLab?: true;
  readonly madeIn?: string;
  readonly converts?: boolean;
}

/** All that the saved code makes, with the account's id and the texts that contain it. */
export interface CodeResources {
  readonly account: string;
  readonly resources: readonly CreatedResource[];
  readonly names: readonly {
    readonly exercise: string;
    readonly kind: Kind;
    readonly prefix: string;
    readonly known: readonly string[];
  }[];
  readonly places: Readonly<Record<string, string>>;
}

/** The differences of one resource in words, and how to remove them. */
interface Finding {
  readonly says: readonly string[];
  /** Lines of TypeScript for a new cell. */
  readonly lines: readonly string[];
  /** What to do after running the lines, or if there are none. */
  readonly then: string;
}

/** A setting of a resource that differs from the setting in an exercise's code. */
interface Difference {
  readonly resource: CreatedResource;
  readonly setting: string;
  readonly has: string;
  readonly expected: string;
}

/**
 * Compares the resources that the saved code makes with the resources in the account of this process, as AWS describes
 * them: on the lab cloud and on real AWS.
 *
 * @returns lines to print; none if there is nothing to compare
 * @throws whatever the AWS SDK throws
 */
export async function compareWithAccount(resources: CodeResources): Promise<string[]> {
  if (resources.resources.length === 0 && resources.names.length === 0) return [];
  const learnerResources = replaceAccount(resources, await accountId());
  const described = new Map<string, ResourceState | undefined>();
  for (const resource of learnerResources.resources)
    if (!described.has(getKey(resource))) described.set(getKey(resource), await describe[resource.kind](resource.name));
  const absent = learnerResources.resources.find((resource) => resource.byLab && !described.get(getKey(resource)));
  // The exercises' cells fail without it.
  if (absent)
    return [
      `Your own cloud has no ${absent.kind} ${absent.name}. To continue there, run the lab's cells again, from the one that creates it.`,
    ];
  const strange = await findUnknownResources(learnerResources);
  const needed = learnerResources.resources.filter(({ byAnother }) => !byAnother);
  const isEmpty = [...described.values()].every((found) => !found);
  if (needed.length > 0 && described.size > 1 && strange.length === 0 && isEmpty)
    return ["Your own cloud contains nothing that this code creates. Run its cells if you want to continue there."];
  const found = [...described].flatMap(([key, item]) =>
    findDifferences(
      learnerResources.resources.filter((resource) => getKey(resource) === key),
      item,
      learnerResources,
    ),
  );
  const findings = [...found, ...strange];
  if (findings.length === 0) {
    const compared = learnerResources.resources.filter((item) => isComparable(item, described.get(getKey(item))));
    const names = [...new Set(compared.map(getKey))];
    return names.length === 0 ? [] : [`Your own cloud matches your saved code. Compared: ${names.join(", ")}.`];
  }
  return [
    "⚠ Your own cloud differs from what your saved code creates:",
    ...findings.flatMap(({ says, lines, then }) => [
      ...says.map((line) => `    ${line}`),
      ...(lines.length > 0 ? ["        In a new cell:", ...lines.map((line) => `        ${line}`)] : []),
      `        ${then}`,
    ]),
  ];
}

const getKey = ({ kind, name }: CreatedResource): string => `${kind} ${name}`;

/** @param resources one resource, as each exercise that decides on its settings makes it; at least one */
function findDifferences(
  resources: readonly CreatedResource[],
  found: ResourceState | undefined,
  created: CodeResources,
): Finding[] {
  if (!found) {
    const missing = resources.find(({ byAnother }) => !byAnother);
    if (!missing) return [];
    const { kind, name, exercise } = missing;
    return [
      {
        says: [`There is no ${kind} ${name}. Your saved code creates it.`],
        lines: [],
        then: rerun([exercise], created),
      },
    ];
  }
  const comparable = resources.filter((resource) => isComparable(resource, found));
  const differences = comparable.flatMap((resource) => compareResource(resource, found));
  if (differences.length === 0) return [];
  const says = differences.map(
    ({ resource: { kind, name }, setting, has, expected }) =>
      `${kind} ${name}, ${setting}: it has ${has}, your saved code asks for ${expected}.`,
  );
  return [{ says: [...new Set(says)], ...describeFix(differences, created) }];
}

/** Whether the account can show a resource as an exercise makes it. While a resource is being created, some settings do not exist yet. */
function isComparable({ settings, converts }: CreatedResource, found: ResourceState | undefined): boolean {
  if (!found?.isReady) return false;
  if (converts !== undefined && converts !== (found.settings["output format"] !== undefined)) return false;
  return Object.keys(settings).every((setting) => !found.unknown?.includes(setting));
}

function compareResource(resource: CreatedResource, found: ResourceState): Difference[] {
  return Object.entries(resource.settings)
    .filter(([setting, values]) => !values.some((value) => hasSameValue(value, found.settings[setting])))
    .map(([setting, [requested = "none"]]) => ({
      resource,
      setting,
      has: found.settings[setting] ?? "none",
      expected: requested,
    }));
}

/** @param differences the differences of one resource; at least one */
function describeFix(differences: readonly Difference[], resources: CodeResources): Pick<Finding, "lines" | "then"> {
  const { exercises, isMendedByChange } = findCells(differences);
  const [{ kind = "data stream", name = "" } = {}, requested = ""] = [
    differences[0]?.resource,
    differences[0]?.expected,
  ];
  if (differences.some(({ setting, has }) => RESHARDING.includes(setting) && has !== "none"))
    return {
      lines: [deleteStreamLine(name), waitUntilGoneLine(name)],
      then: "You can't undo a split or a merge. Then run the cells again, from the one that creates the stream.",
    };
  if (differences.some(({ resource }) => resource.converts))
    return { lines: [], then: `${rerun(exercises, resources)} Then run the cell that converts your own Firehose.` };
  if (isMendedByChange) return { lines: [], then: rerun(exercises, resources) };
  if (differences.every(canResize))
    return { lines: [resizeStreamLine(name, Number(requested))], then: "The records stay. It takes a few seconds." };
  return describeDeletion({ kind, name }, exercises, resources);
}

/** The exercises whose cells must run again, and whether that's enough. */
function findCells(differences: readonly Difference[]): {
  readonly exercises: readonly string[];
  readonly isMendedByChange: boolean;
} {
  const changing = differences.filter(
    ({ resource: { cell }, has }) => cell === "changes" || (cell === "adds" && has === "none"),
  );
  const isMendedByChange = differences.every(({ setting }) =>
    changing.some((difference) => difference.setting === setting),
  );
  const exercises = (isMendedByChange ? changing : differences).flatMap(({ resource: { exercise, madeIn, cell } }) =>
    madeIn === undefined || (cell === "adds" && isMendedByChange) ? [exercise] : [exercise, madeIn],
  );
  return { exercises, isMendedByChange };
}

/** Whether one call of UpdateShardCount makes a stream as it should be: it changes the number of shards to twice as many at most, and to half as many at least. */
function canResize({ resource, has, expected }: Difference): boolean {
  const [from, to] = [Number(has), Number(expected)];
  return resource.kind === "data stream" && to <= 2 * from && 2 * to >= from;
}

/** How to create a resource again whose settings can't be changed. */
function describeDeletion(
  { kind, name }: { readonly kind: Kind; readonly name: string },
  exercises: readonly string[],
  resources: CodeResources,
): Pick<Finding, "lines" | "then"> {
  const lines = [DELETE[kind](name)];
  if (kind === "analytics application") {
    const [first = ""] = toNumbersInOrder(exercises, resources);
    return {
      lines,
      then: `Its SQL and destination go with it. Then run the cells again, from the one of ${first}.`,
    };
  }
  const again = rerun(exercises, resources);
  const wait = kind === "Firehose" ? "a second later, on AWS about a minute later" : "a few seconds later";
  return { lines, then: `It is gone ${wait}. Then: ${again.charAt(0).toLowerCase()}${again.slice(1)}` };
}

/** `Run the cells of 1.3 and 1.5 again.` The cells are in the order of the lab, since later cells need earlier ones. */
function rerun(exercises: readonly string[], resources: CodeResources): string {
  const named = toNumbersInOrder(exercises, resources);
  const last = named.at(-1) ?? "";
  return named.length > 1
    ? `Run the cells of ${named.slice(0, -1).join(", ")} and ${last} again.`
    : `Run the cell of ${last} again.`;
}

/** The numbers of exercises in the lab's text, in its order. */
function toNumbersInOrder(exercises: readonly string[], { places }: CodeResources): readonly string[] {
  const order = Object.keys(places);
  return [...new Set(exercises)]
    .sort((first, second) => order.indexOf(first) - order.indexOf(second))
    .map((exercise) => places[exercise] ?? "the exercise");
}

/** Resources that have a name of the lab, but that the saved code does not make. */
async function findUnknownResources({ names }: CodeResources): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { kind, prefix, known } of names)
    for (const name of await listNames(kind, prefix))
      if (!known.includes(name))
        findings.push({
          says: [`There is also the ${kind} ${name}. Your saved code doesn't create it.`],
          lines: [DELETE[kind](name)],
          then: "This deletes it with everything in it. Run it if you created it by mistake.",
        });
  return findings;
}

const DELETE: Readonly<Record<Kind, (name: string) => string>> = {
  "data stream": deleteStreamLine,
  Firehose: deleteFirehoseLine,
  "S3 bucket": deleteBucketLine,
  "Lambda function": deleteFunctionLine,
  "analytics application": deleteApplicationLine,
};

/** The same resources with the account's own id in all names and values. */
function replaceAccount(resources: CodeResources, account: string): CodeResources {
  const text = JSON.stringify(resources).replaceAll(resources.account, account);
  return JSON.parse(text) as CodeResources;
}

/**
 * Whether two values are equal, apart from the endpoint at the beginning of a queue's URL, which differs between two
 * clouds.
 */
function hasSameValue(created: string, found: string | undefined): boolean {
  const getPath = (text: string) => text.replace(/^https?:\/\/[^/]+/, "");
  return found !== undefined && getPath(created) === getPath(found);
}
