import type { Core } from "../../../../core/core";
import { getDuration, type Duration } from "../../../../core/lag";
import type { Random } from "../../../../../foundation/random";
import type { Table } from "../../../../storage/table";
import type { CodeStore } from "../code/code-store";
import type { Executions } from "../execution/executions";
import { createFunctionNotFoundFault } from "../faults";
import { formatFunctionArn, type NamedFunction } from "../function-name";
import type { Layers } from "../layers/layers";
import type { StoredFunction, StoredVersion } from "../stored-function";

/** How long creating and updating a function takes. AWS documents no time: the longer one is an estimate. */
export const CHANGING: Duration = { usual: 1_000, lagging: 5_000 };

interface FunctionsParts {
  readonly code: CodeStore;
  readonly executions: Executions;
  readonly layers: Layers;
}

/** The functions of the account in this region. */
export class Functions {
  readonly #core: Core;
  readonly #random: Random;
  readonly #table: Table<StoredFunction>;
  readonly #code: CodeStore;
  readonly #layers: Layers;
  readonly #executions: Executions;

  constructor(core: Core, { code, executions, layers }: FunctionsParts) {
    this.#core = core;
    this.#code = code;
    this.#layers = layers;
    this.#executions = executions;
    this.#random = core.random.fork("lambda");
    this.#table = core.storage.openTable<StoredFunction>("lambda/functions");
    executions.concurrency.limitBy(
      () =>
        new Map(
          this.#table
            .listValues()
            .flatMap(({ name, reservedConcurrency: max }): [string, number][] =>
              max === undefined ? [] : [[name, max]],
            ),
        ),
    );
    for (const value of this.#table.listValues()) executions.expect(value.name, value);
    this.#keepCode();
  }

  /** All functions, by name. */
  listAll(): readonly StoredFunction[] {
    return [...this.#table.listValues()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): StoredFunction | undefined {
    return this.#table.get(name);
  }

  /** @throws AwsFault ResourceNotFoundException */
  requireFunction({ name, qualifier }: NamedFunction): StoredFunction {
    const found = this.#table.get(name);
    if (found === undefined) throw createFunctionNotFoundFault(formatFunctionArn(this.#core, name, qualifier));
    return found;
  }

  /**
   * The version that a qualifier names: a number, an alias, or `$LATEST`, which is also the default.
   *
   * @param use during an update calls still run the old `$LATEST`, while descriptions show the new one (recorded on AWS
   * by LocalStack, 2025-11-25, test_publish_with_update)
   * @throws AwsFault ResourceNotFoundException
   */
  requireVersion(of: StoredFunction, qualifier: string | undefined, use: "run" | "described" = "run"): StoredVersion {
    const number = of.aliases.find(({ name }) => name === qualifier)?.version ?? qualifier ?? "$LATEST";
    const latest = use === "run" ? this.#getCurrent(of) : of.latest;
    const found = number === "$LATEST" ? latest : of.versions.find(({ version }) => version === number);
    if (found === undefined) throw createFunctionNotFoundFault(formatFunctionArn(this.#core, of.name, qualifier));
    return found;
  }

  /** Whether a version or an alias of this name exists. */
  has({ aliases, versions }: StoredFunction, qualifier: string | undefined): boolean {
    return (
      qualifier === undefined ||
      qualifier === "$LATEST" ||
      aliases.some(({ name }) => name === qualifier) ||
      versions.some(({ version }) => version === qualifier)
    );
  }

  /** Stores a new or changed function, and releases environments that it no longer uses. */
  save(changed: StoredFunction): void {
    this.#table.set(changed.name, changed);
    this.#executions.expect(changed.name, changed);
    this.#core.clock.schedule(this.#core.now() + getDuration(this.#core, CHANGING), () =>
      this.#retireFunction(changed.name),
    );
  }

  /** Removes a function; only its log stays. */
  async remove({ name }: StoredFunction): Promise<void> {
    this.#table.remove(name);
    this.#executions.expect(name, undefined);
    await this.#retireFunction(name);
  }

  createId(): string {
    return this.#random.drawUuid();
  }

  isPending({ createdAt }: StoredFunction): boolean {
    return this.#core.now() < createdAt + getDuration(this.#core, CHANGING);
  }

  isUpdating({ previous }: StoredFunction): boolean {
    return previous !== undefined && this.#core.now() < previous.until;
  }

  /** The version that calls run now: the old one while an update is in progress. */
  #getCurrent(of: StoredFunction): StoredVersion {
    return of.previous !== undefined && this.isUpdating(of) ? of.previous.version : of.latest;
  }

  async #retireFunction(name: string): Promise<void> {
    const found = this.#table.get(name);
    // The update is complete: environments of the old version may be released.
    if (found !== undefined && !this.isUpdating(found)) this.#executions.expect(name, removePrevious(found));
    await this.#executions.retireEnvironments(name);
    this.#keepCode();
  }

  /**
   * Removes unused code. Running calls may still read their files: those are removed with the next change, or at the
   * next start.
   */
  #keepCode(): void {
    // A damaged table may lack functions and layers whose code is still there.
    if (this.#table.isIncomplete || this.#layers.isIncomplete) return;
    const versions = this.#table
      .listValues()
      .flatMap(({ latest, previous, versions: published }) => [
        latest,
        ...(previous ? [previous.version] : []),
        ...published,
      ]);
    const layerCodes = this.#layers.listCodes().map((code) => ({ code }));
    this.#code.keepOnly([...versions, ...this.#executions.codeInUse, ...layerCodes]);
  }
}

function removePrevious(of: StoredFunction): StoredFunction {
  const left = { ...of };
  delete left.previous;
  return left;
}
