import type { EncryptionType, Repository } from "@aws-sdk/client-ecr";
import type { Core } from "../../../core/core";
import { createLazyTable } from "../../../storage/lazy-table";
import type { Table } from "../../../storage/table";
import { createOtherRegistryFault, createRepositoryNotFoundFault } from "./faults";

/** A repository as it is stored. It never holds an image. */
export interface StoredRepository {
  readonly name: string;
  /** When the repository was created, in ms since the epoch. */
  readonly createdAt: number;
  readonly tagMutability: "MUTABLE" | "IMMUTABLE";
  readonly scanOnPush: boolean;
  readonly encryption: EncryptionType;
  /** The lifecycle policy's JSON as it was given. */
  readonly lifecyclePolicy: string | undefined;
  readonly policy: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** The repositories of the account's registry, which are stored and described. */
export class Repositories {
  readonly #core: Core;
  readonly #getTable: () => Table<StoredRepository>;

  constructor(core: Core) {
    this.#core = core;
    this.#getTable = createLazyTable(core.storage, "ecr/repositories");
  }

  /** All repositories, sorted by name. */
  listAll(): readonly StoredRepository[] {
    return [...this.#getTable().listValues()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): StoredRepository | undefined {
    return this.#getTable().get(name);
  }

  /** @throws AwsFault RepositoryNotFoundException; InvalidParameterException for another account's registry */
  requireRepository({
    repositoryName: name,
    registryId,
  }: {
    readonly repositoryName: string;
    readonly registryId?: string | undefined;
  }): StoredRepository {
    const { account } = this.#core;
    if (registryId !== undefined && registryId !== account) throw createOtherRegistryFault();
    const found = this.find(name);
    if (found === undefined) throw createRepositoryNotFoundFault(name, account);
    return found;
  }

  /** @throws AwsFault RepositoryNotFoundException */
  requireByArn(arn: string): StoredRepository {
    return this.requireRepository({ repositoryName: arn.slice(arn.indexOf("/") + 1) });
  }

  save(repository: StoredRepository): void {
    this.#getTable().set(repository.name, repository);
  }

  remove({ name }: StoredRepository): void {
    this.#getTable().remove(name);
  }

  createArn(name: string): string {
    return this.#core.createArn("ecr", `repository/${name}`);
  }

  /** The address that images would be pushed to. */
  createUri(name: string): string {
    return `${this.#core.account}.dkr.ecr.${this.#core.region}.amazonaws.com/${name}`;
  }

  describe({ name, createdAt, tagMutability, scanOnPush, encryption }: StoredRepository): Repository {
    return {
      repositoryArn: this.createArn(name),
      registryId: this.#core.account,
      repositoryName: name,
      repositoryUri: this.createUri(name),
      createdAt: new Date(createdAt),
      imageTagMutability: tagMutability,
      imageScanningConfiguration: { scanOnPush },
      encryptionConfiguration: { encryptionType: encryption },
    };
  }
}
