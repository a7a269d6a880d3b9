import { Executions } from "./executions";
import { NamedQueries } from "./named-queries";
import type { AthenaParts } from "./ports";
import { PreparedStatements } from "./prepared-statements";
import { QueryRunner } from "./running/query-runner";
import { Tags } from "./tags";
import { WorkGroups } from "./work-groups";

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
