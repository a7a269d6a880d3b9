import { Executions } from "../executions";
import type { AthenaParts } from "../ports";
import { PreparedStatements, NamedQueries } from "../prepared-statements";
import { QueryRunner } from "../running/query-runner";
import { WorkGroups } from "../work-groups";
import type { Core } from "../../../../core/core";
import type { Table } from "../../../../storage/table";
import type { TagInput } from "../fields";

type TagMap = Readonly<Record<string, string>>;

/** The tags of work groups and data catalogs, by ARN. */
class Tags {
  readonly #table: Table<TagMap>;

  constructor(core: Core) {
    this.#table = core.storage.openTable<TagMap>("athena/tags");
  }

  /** The tags of a resource, sorted by key. */
  listTags(arn: string): { readonly Key: string; readonly Value: string }[] {
    return Object.entries(this.#table.get(arn) ?? {})
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([Key, Value]) => ({ Key, Value }));
  }

  add(arn: string, tags: readonly TagInput[]): void {
    const tagMap = Object.fromEntries(tags.map(({ Key, Value = "" }) => [Key, Value]));
    if (tags.length > 0) this.#table.set(arn, { ...this.#table.get(arn), ...tagMap });
  }

  remove(arn: string, keys: readonly string[]): void {
    const left = this.listTags(arn).filter(({ Key }) => !keys.includes(Key));
    if (left.length === 0) this.#table.remove(arn);
    else this.#table.set(arn, Object.fromEntries(left.map(({ Key, Value }) => [Key, Value])));
  }

  removeAll(arn: string): void {
    this.#table.remove(arn);
  }
}

/** The state of Athena: what its operations keep between requests. */
export class Athena {
  readonly parts: AthenaParts;
  readonly workGroups: WorkGroups;
  readonly executions: Executions;
  readonly namedQueries: NamedQueries;
  readonly prepared: PreparedStatements;
  readonly tags: Tags;
  readonly runner: QueryRunner;

  constructor(parts: AthenaParts) {
    const { core } = parts;
    this.parts = parts;
    this.workGroups = new WorkGroups(core);
    this.executions = new Executions(core);
    this.namedQueries = new NamedQueries(core);
    this.prepared = new PreparedStatements(core);
    this.tags = new Tags(core);
    this.runner = new QueryRunner(parts, this);
  }
}
