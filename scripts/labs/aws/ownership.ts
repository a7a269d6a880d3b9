import { labs } from "../../../course/index";
import type { Account } from "./account";
import { RESOURCES_OF_LABS, findStudents, type AccountFacts, type LabResources } from "./lab-resources";
import * as kinds from "./resource-kinds";
import type { ResourceKind, Tags } from "./resource-kinds";
import { hasNoHost } from "./services";

/** The learner who cleans up, with account and region. */
export type Owner = Pick<Account, "id" | "region" | "learner">;

/** One step of a clean-up: the lab's resources of one kind. */
export interface Step {
  readonly kind: ResourceKind;
  listNames(): Promise<FoundNames>;
}

interface FoundNames {
  /** Whether the region has no such service, and so no such resources. */
  readonly isWithoutService?: boolean;
  readonly ours: readonly string[];
  /** Resources with names of the lab that belong to other learners, with their owners. */
  readonly others: readonly { readonly name: string; readonly learner: string }[];
}

/**
 * Kinds that the labs' helpers tag on request, in the order of deletion. Databases are not among them: the labs'
 * databases have fixed names, and may by now describe other data.
 */
const KINDS: readonly ResourceKind[] = [
  ...[kinds.application, kinds.firehose, kinds.lambdaFunction, kinds.dataStream, kinds.logGroup],
  ...[kinds.queue, kinds.bucket, kinds.stack],
];

/**
 * Finds a lab's resources: those tagged with the lab and the learner, under any name; and those without such tags, by the lab's names. So no resource of another learner
 * in the same account is deleted.
 */
export async function findSteps(lab: string, owner: Owner): Promise<Step[]> {
  const where = { account: owner.id, region: owner.region };
  const id = labs.find(({ number }) => number === lab)?.id;
  const readTags = (kind: ResourceKind, name: string): Promise<Tags> => kind.getTags(name, where);
  const stacks: string[] = [];
  // Another learner's stacks do not lead to resources of this learner.
  for (const name of (await listNamesOfKind(kinds.stack)) ?? []) {
    const tags = await readTags(kinds.stack, name).catch(ignoreRefusal(undefined));
    if (tags !== undefined && (tags.learner ?? owner.learner) === owner.learner) stacks.push(name);
  }
  const found: AccountFacts = { account: owner.id, students: findStudents(stacks) };
  const resources = RESOURCES_OF_LABS[lab] ?? [];
  return [
    ...resources.map((resources) => findNamed(resources, { id, found, owner, readTags })),
    ...KINDS.map((kind) => findTaggedOnly(kind, resources, { id, found, owner, readTags })),
  ];
}

interface Search {
  readonly id: string | undefined;
  readonly found: AccountFacts;
  readonly owner: Owner;
  readonly readTags: (kind: ResourceKind, name: string) => Promise<Tags>;
}

/** Resources with a name of the lab. */
const findNamed = ({ kind, isNameMatch }: LabResources, { found, owner, readTags }: Search): Step => ({
  kind,
  async listNames() {
    const ours: string[] = [];
    const others: { name: string; learner: string }[] = [];
    const names = await listNamesOfKind(kind);
    if (names === undefined) return { ours, others, isWithoutService: true };
    for (const name of names) {
      if (!(await isNameMatch(name, found))) continue;
      const { learner = owner.learner } = await readTags(kind, name);
      if (learner === owner.learner) ours.push(name);
      else others.push({ name, learner });
    }
    return { ours, others };
  },
});

/** Resources with another name, but with the tags. */
function findTaggedOnly(
  kind: ResourceKind,
  resources: readonly LabResources[],
  { id, found, owner, readTags }: Search,
): Step {
  const sameKindResources = resources.filter((resources) => resources.kind === kind);
  // Tags are read once for each resource: an account may hold thousands that are not of the labs.
  const known = new Map<string, Promise<Tags>>();
  return {
    kind,
    async listNames() {
      const ours: string[] = [];
      for (const name of (await listNamesOfKind(kind).catch(ignoreRefusal([]))) ?? []) {
        const named = await Promise.all(sameKindResources.map(({ isNameMatch }) => isNameMatch(name, found)));
        if (named.includes(true)) continue;
        const request = known.get(name) ?? readTags(kind, name).catch(ignoreRefusal<Tags>({}));
        known.set(name, request);
        const { lab, learner } = await request;
        if (lab !== undefined && lab === id && learner === owner.learner) ours.push(name);
      }
      return { ours, others: [] };
    },
  };
}

/** The names of all resources of a kind; undefined if the region has no such service. */
async function listNamesOfKind(kind: ResourceKind): Promise<string[] | undefined> {
  try {
    return await kind.list();
  } catch (error) {
    // The account was looked up in this region before, so it is not the network that is missing.
    if (hasNoHost(error)) return undefined;
    throw error;
  }
}

/**
 * A learner who may not list resources of a kind, or read their tags, has made none of them: a class's policies allow
 * exactly the labs' services.
 */
const ignoreRefusal =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (error instanceof Error && /AccessDenied|UnauthorizedOperation/.test(error.name)) return instead;
    throw error;
  };
