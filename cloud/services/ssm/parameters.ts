import type { Parameter, ParameterMetadata, ParameterType } from "@aws-sdk/client-ssm";
import type { Core } from "../../core/core";
import { lazyTable } from "../../storage/lazy-table";
import type { Table } from "../../storage/table";
import { imageNamed } from "../cloudformation/template/parameter-types";
import { parameterNotFound, parameterVersionNotFound } from "./faults";

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
  readonly #table: () => Table<StoredParameter>;

  constructor(core: Core) {
    this.#core = core;
    this.#table = lazyTable(core.storage, "ssm/parameters");
  }

  /** @param name a name or an ARN. @returns undefined if there is no such parameter */
  find(name: string): StoredParameter | undefined {
    const plain = this.#nameOf(name);
    return publicParameter(plain) ?? this.#table().get(plain);
  }

  /** One of the account's own, not of those that AWS keeps. @param name also with the account's ARN before it */
  own(name: string): StoredParameter | undefined {
    return this.#table().get(this.#nameOf(name));
  }

  /**
   * The parameter that a name selects, which may end in a version: `/a/b:3`.
   *
   * @throws AwsFault ParameterNotFound, ParameterVersionNotFound
   */
  selected(name: string): { readonly parameter: StoredParameter; readonly selector: string | undefined } {
    const [, plain = name, version] = /^(.*?)(?::(\d+))?$/s.exec(this.#nameOf(name)) ?? [];
    const parameter = this.find(plain);
    if (parameter === undefined) throw parameterNotFound();
    if (version !== undefined && Number(version) !== parameter.version) throw parameterVersionNotFound(plain, version);
    return { parameter, selector: version === undefined ? undefined : `:${version}` };
  }

  /** All parameters of the account, by name. */
  all(): readonly StoredParameter[] {
    return [...this.#table().values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  save(parameter: StoredParameter): void {
    this.#table().set(parameter.name, parameter);
  }

  /** @returns whether the parameter existed */
  remove(name: string): boolean {
    const plain = this.#nameOf(name);
    const isThere = this.#table().get(plain) !== undefined;
    this.#table().remove(plain);
    return isThere;
  }

  arn(name: string): string {
    return this.#core.arn("ssm", `parameter${name.startsWith("/") ? "" : "/"}${name}`);
  }

  #nameOf(nameOrArn: string): string {
    const prefix = this.#core.arn("ssm", "parameter");
    if (!nameOrArn.startsWith(`${prefix}/`)) return nameOrArn;
    const path = nameOrArn.slice(prefix.length);
    return this.#table().get(path) === undefined ? path.slice(1) : path;
  }
}

/** AWS's public parameters with the ids of Amazon Linux images. */
function publicParameter(name: string): StoredParameter | undefined {
  const value = imageNamed(name);
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
export const described = (parameters: Parameters, stored: StoredParameter, selector?: string): Parameter => ({
  Name: stored.name,
  Type: stored.type,
  Value: stored.value,
  Version: stored.version,
  ...(selector === undefined ? {} : { Selector: selector }),
  LastModifiedDate: new Date(stored.modifiedAt),
  ARN: parameters.arn(stored.name),
  DataType: "text",
});

/** A parameter's metadata, without its value. */
export const metadataOf = (parameters: Parameters, stored: StoredParameter): ParameterMetadata => ({
  Name: stored.name,
  ARN: parameters.arn(stored.name),
  Type: stored.type,
  LastModifiedDate: new Date(stored.modifiedAt),
  ...(stored.description === undefined ? {} : { Description: stored.description }),
  ...(stored.allowedPattern === undefined ? {} : { AllowedPattern: stored.allowedPattern }),
  Version: stored.version,
  Tier: "Standard",
  Policies: [],
  DataType: "text",
});
