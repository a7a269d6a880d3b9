import type { Parameter, ParameterMetadata, ParameterType } from "@aws-sdk/client-ssm";
import type { Core } from "../../../core/core";
import { createLazyTable } from "../../../storage/lazy-table";
import type { Table } from "../../../storage/table";
import { findImage } from "../../cloudformation/model/template/parameters";
import { createParameterNotFoundFault, createParameterVersionNotFoundFault } from "./faults";

/** A parameter as it is stored: only its latest version. */
export interface StoredParameter {
  readonly name: string;
  readonly type: Exclude<ParameterType, "SecureString">;
  readonly value: string;
  readonly version: number;
  readonly description: string | undefined;
  readonly allowedPattern: string | undefined;
  /** ms since the epoch. */
  readonly modifiedAt: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** Parameter Store: string values by name. */
export class Parameters {
  readonly #core: Core;
  readonly #getTable: () => Table<StoredParameter>;

  constructor(core: Core) {
    this.#core = core;
    this.#getTable = createLazyTable(core.storage, "ssm/parameters");
  }

  /** @param name a name or an ARN. @returns undefined if there is no such parameter */
  find(name: string): StoredParameter | undefined {
    const plain = this.#getName(name);
    return findPublicParameter(plain) ?? this.#getTable().get(plain);
  }

  /** One of the account's own, not of those that AWS keeps. @param name also with the account's ARN before it */
  findStored(name: string): StoredParameter | undefined {
    return this.#getTable().get(this.#getName(name));
  }

  /**
   * The parameter that a name selects, which may end in a version: `/a/b:3`.
   *
   * @throws AwsFault ParameterNotFound, ParameterVersionNotFound
   */
  selectParameter(name: string): { readonly parameter: StoredParameter; readonly selector: string | undefined } {
    const [, plain = name, version] = /^(.*?)(?::(\d+))?$/s.exec(this.#getName(name)) ?? [];
    const parameter = this.find(plain);
    if (parameter === undefined) throw createParameterNotFoundFault();
    if (version !== undefined && Number(version) !== parameter.version)
      throw createParameterVersionNotFoundFault(plain, version);
    return { parameter, selector: version === undefined ? undefined : `:${version}` };
  }

  /** All parameters of the account, by name. */
  listAll(): readonly StoredParameter[] {
    return [...this.#getTable().listValues()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  save(parameter: StoredParameter): void {
    this.#getTable().set(parameter.name, parameter);
  }

  /** @returns whether the parameter existed */
  remove(name: string): boolean {
    const plain = this.#getName(name);
    const isThere = this.#getTable().get(plain) !== undefined;
    this.#getTable().remove(plain);
    return isThere;
  }

  createArn(name: string): string {
    return this.#core.createArn("ssm", `parameter${name.startsWith("/") ? "" : "/"}${name}`);
  }

  #getName(nameOrArn: string): string {
    const prefix = this.#core.createArn("ssm", "parameter");
    if (!nameOrArn.startsWith(`${prefix}/`)) return nameOrArn;
    const path = nameOrArn.slice(prefix.length);
    return this.#getTable().get(path) === undefined ? path.slice(1) : path;
  }
}

/** AWS's public parameters with the ids of Amazon Linux images. */
function findPublicParameter(name: string): StoredParameter | undefined {
  const value = findImage(name);
  if (value === undefined) return undefined;
  return {
    name,
    type: "String",
    value,
    version: 1,
    description: undefined,
    allowedPattern: undefined,
    modifiedAt: 0,
    tags: {},
  };
}

/** A parameter with its value, as GetParameter answers it. */
export const describeParameter = (parameters: Parameters, stored: StoredParameter, selector?: string): Parameter => ({
  Name: stored.name,
  Type: stored.type,
  Value: stored.value,
  Version: stored.version,
  ...(selector === undefined ? {} : { Selector: selector }),
  LastModifiedDate: new Date(stored.modifiedAt),
  ARN: parameters.createArn(stored.name),
  DataType: "text",
});

/** A parameter's metadata, without its value. */
export const describeMetadata = (parameters: Parameters, stored: StoredParameter): ParameterMetadata => ({
  Name: stored.name,
  ARN: parameters.createArn(stored.name),
  Type: stored.type,
  LastModifiedDate: new Date(stored.modifiedAt),
  ...(stored.description === undefined ? {} : { Description: stored.description }),
  ...(stored.allowedPattern === undefined ? {} : { AllowedPattern: stored.allowedPattern }),
  Version: stored.version,
  Tier: "Standard",
  Policies: [],
  DataType: "text",
});
