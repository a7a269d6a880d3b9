import { labs } from "../../../course/index";
import type { Account } from "./account";
import type { Found, MadeByLab } from "./made-by-labs";
import { MADE_BY_LABS, studentsOf } from "./made-by-labs";
import * as kinds from "./resource-kinds";
import type { ResourceKind, Tags } from "./resource-kinds";

/** Who cleans up, and where. */
export type Owner = Pick<Account, "id" | "region" | "learner">;

/** Things of one kind, in the order in which a lab's are deleted. */
export interface Step {
  readonly kind: ResourceKind;
  names(): Promise<Names>;
}

export interface Names {
  readonly ours: readonly string[];
  /** Named as the lab names its things, and of other learners, whose names are beside. */
  readonly others: readonly { readonly name: string; readonly learner: string }[];
}

/** What helpers tag on request, in the order in which it is deleted. No database: the labs' own have fixed names, and may have come to describe other data. */
const KINDS: readonly ResourceKind[] = [
  ...[kinds.application, kinds.firehose, kinds.lambdaFunction, kinds.dataStream, kinds.logGroup],
  ...[kinds.queue, kinds.bucket, kinds.stack],
];

/**
 * How a lab's things are found: what is tagged with the lab and the learner, whatever its name is; and what has no such tags, by the names of the lab. So nothing is taken
 * of another learner in the same account.
 */
export async function stepsOf(lab: string, owner: Owner): Promise<Step[]> {
  const where = { account: owner.id, region: owner.region };
  const id = labs.find(({ number }) => number === lab)?.id;
  const tagsOf = (kind: ResourceKind, name: string): Promise<Tags> => kind.tags(name, where);
  const stacks: string[] = [];
  // Another learner's stacks tell of nothing that is ours.
  for (const name of await kinds.stack.list()) {
    const tags = await tagsOf(kinds.stack, name).catch(unlessRefused(undefined));
    if (tags !== undefined && (tags.learner ?? owner.learner) === owner.learner) stacks.push(name);
  }
  const found: Found = { account: owner.id, students: studentsOf(stacks) };
  const made = MADE_BY_LABS[lab] ?? [];
  return [
    ...made.map((one) => named(one, { id, found, owner, tagsOf })),
    ...KINDS.map((kind) => taggedAlone(kind, made, { id, found, owner, tagsOf })),
  ];
}

interface Search {
  readonly id: string | undefined;
  readonly found: Found;
  readonly owner: Owner;
  readonly tagsOf: (kind: ResourceKind, name: string) => Promise<Tags>;
}

/** What has a name of the lab. */
const named = ({ kind, isNamedSo }: MadeByLab, { found, owner, tagsOf }: Search): Step => ({
  kind,
  async names() {
    const ours: string[] = [];
    const others: { name: string; learner: string }[] = [];
    for (const name of await kind.list()) {
      if (!(await isNamedSo(name, found))) continue;
      const { learner = owner.learner } = await tagsOf(kind, name);
      if (learner === owner.learner) ours.push(name);
      else others.push({ name, learner });
    }
    return { ours, others };
  },
});

/** What has another name, and the tags. */
function taggedAlone(kind: ResourceKind, made: readonly MadeByLab[], { id, found, owner, tagsOf }: Search): Step {
  const ofKind = made.filter((one) => one.kind === kind);
  // Asked once: an account may hold thousands of things that are no lab's.
  const known = new Map<string, Promise<Tags>>();
  return {
    kind,
    async names() {
      const ours: string[] = [];
      for (const name of await kind.list().catch(unlessRefused([]))) {
        const named = await Promise.all(ofKind.map(({ isNamedSo }) => isNamedSo(name, found)));
        if (named.includes(true)) continue;
        const asked = known.get(name) ?? tagsOf(kind, name).catch(unlessRefused<Tags>({}));
        known.set(name, asked);
        const { lab, learner } = await asked;
        if (lab !== undefined && lab === id && learner === owner.learner) ours.push(name);
      }
      return { ours, others: [] };
    },
  };
}

/** Whoever may not list things of a kind, or read a thing's tags, has made none of them: a class's policies allow no more than their labs. */
const unlessRefused =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (error instanceof Error && /AccessDenied|UnauthorizedOperation/.test(error.name)) return instead;
    throw error;
  };
