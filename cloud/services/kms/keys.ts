import { createHash } from "node:crypto";
import type { KeyMetadata } from "@aws-sdk/client-kms";
import { accountOfArn, regionOfArn } from "../../core/arn-parts";
import type { Core } from "../../core/core";
import type { Random } from "../../core/random";
import { lazyTable } from "../../storage/lazy-table";
import type { Table } from "../../storage/table";
import * as faults from "./faults";
import type { StoredAlias, StoredKey } from "./stored-key";

/** The forms of ids: those of keys of several regions, which this cloud does not have, begin with `mrk-`. */
const KEY_ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;
/** Aliases of AWS managed keys, which AWS creates when a service first needs one. */
const MANAGED = /^alias\/aws\/(\w+)$/;

/** The account's keys and their aliases: stored and described. */
export class Keys {
  readonly #core: Core;
  readonly #keys: () => Table<StoredKey>;
  readonly #aliases: () => Table<StoredAlias>;
  #random: Random | undefined;

  constructor(core: Core) {
    this.#core = core;
    this.#keys = lazyTable(core.storage, "kms/keys");
    this.#aliases = lazyTable(core.storage, "kms/aliases");
  }

  /** All existing keys, by id. */
  all(): readonly StoredKey[] {
    return [...this.#keys().values()].filter((key) => !this.#isGone(key)).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The aliases of existing keys, by name. */
  aliases(): readonly StoredAlias[] {
    return [...this.#aliases().values()]
      .filter(({ keyId }) => this.find(keyId) !== undefined)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(id: string): StoredKey | undefined {
    const key = this.#keys().get(id);
    return key === undefined || this.#isGone(key) ? undefined : key;
  }

  alias(name: string): StoredAlias | undefined {
    const alias = this.#aliases().get(name);
    return alias === undefined || this.find(alias.keyId) === undefined ? undefined : alias;
  }

  /**
   * A key by its id or its ARN; with `takesAliases` also by an alias or an alias' ARN.
   *
   * @throws AwsFault NotFoundException
   */
  named(text: string, { takesAliases = false } = {}): StoredKey {
    const name = this.#withoutArn(text);
    if (name.startsWith("alias/")) {
      if (!takesAliases) throw faults.notAKeyId(text);
      const managedFor = MANAGED.exec(name)?.[1];
      const id = this.alias(name)?.keyId ?? (managedFor === undefined ? undefined : this.#managed(name, managedFor));
      if (id === undefined) throw faults.aliasNotFound(this.aliasArn(name));
      return this.named(id);
    }
    if (!KEY_ID.test(name)) throw faults.notAKeyId(text);
    const found = this.find(name);
    if (found === undefined) throw faults.keyNotFound(this.arn(name));
    return found;
  }

  /**
   * A key to encrypt with, found as in `named`, aliases included.
   *
   * @throws AwsFault NotFoundException; DisabledException, KMSInvalidStateException for a key that cannot be used
   */
  usable(text: string): StoredKey {
    const key = this.named(text, { takesAliases: true });
    if (key.deletedAt !== undefined) throw faults.pendingDeletion(this.arn(key.id));
    if (!key.isEnabled) throw faults.disabled(this.arn(key.id));
    return key;
  }

  /**
   * A key to change: a customer managed key that is not pending deletion.
   *
   * @throws AwsFault NotFoundException, KMSInvalidStateException, AccessDeniedException
   */
  changeable(text: string): StoredKey {
    const key = this.named(text);
    const arn = this.arn(key.id);
    if (key.managedFor !== undefined) throw faults.managedByAws(arn);
    if (key.deletedAt !== undefined) throw faults.pendingDeletion(arn);
    return key;
  }

  create(given: Pick<StoredKey, "description" | "policy" | "tags" | "managedFor">): StoredKey {
    this.#random ??= this.#core.random.fork("kms");
    const key = {
      id: this.#random.uuid(),
      createdAt: this.#core.now(),
      isEnabled: true,
      deletedAt: undefined,
      rotationDays: undefined,
      ...given,
    };
    this.save(key);
    return key;
  }

  save(key: StoredKey): void {
    this.#keys().set(key.id, key);
  }

  /** Creates an alias for a key, or moves an alias to another key. */
  saveAlias(name: string, keyId: string): void {
    const now = this.#core.now();
    this.#aliases().set(name, { name, keyId, createdAt: this.alias(name)?.createdAt ?? now, updatedAt: now });
  }

  removeAlias(name: string): void {
    this.#aliases().remove(name);
  }

  arn(id: string): string {
    return this.#core.arn("kms", `key/${id}`);
  }

  /** @param name `alias/…` */
  aliasArn(name: string): string {
    return this.#core.arn("kms", name);
  }

  describe({ id, createdAt, description, isEnabled, deletedAt, managedFor }: StoredKey): KeyMetadata {
    const isLeaving = deletedAt !== undefined;
    return {
      AWSAccountId: this.#core.account,
      KeyId: id,
      Arn: this.arn(id),
      CreationDate: new Date(createdAt),
      Enabled: isEnabled && !isLeaving,
      Description: description,
      KeyUsage: "ENCRYPT_DECRYPT",
      KeyState: isLeaving ? "PendingDeletion" : isEnabled ? "Enabled" : "Disabled",
      ...(isLeaving ? { DeletionDate: new Date(deletedAt) } : {}),
      Origin: "AWS_KMS",
      KeyManager: managedFor === undefined ? "CUSTOMER" : "AWS",
      CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
      KeySpec: "SYMMETRIC_DEFAULT",
      EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
      MultiRegion: false,
      // There is no key material: its id stands for it.
      CurrentKeyMaterialId: createHash("sha256").update(id).digest("hex"),
    };
  }

  #isGone({ deletedAt }: StoredKey): boolean {
    return deletedAt !== undefined && deletedAt <= this.#core.now();
  }

  /** The part of an ARN after the account. @throws AwsFault NotFoundException for another region or account */
  #withoutArn(text: string): string {
    if (!text.startsWith("arn:")) return text;
    const region = regionOfArn(text);
    const account = accountOfArn(text);
    if (region !== this.#core.region) throw faults.elsewhere(region);
    if (account !== this.#core.account) throw faults.elsewhere(account);
    return text
      .split(":")
      .slice(5)
      .join(":")
      .replace(/^key\//, "");
  }

  /** Creates the AWS managed key of a service. @returns the key's id */
  #managed(name: string, service: string): string {
    const description = `Default key that protects my ${service} data when no other key is defined`;
    const { id } = this.create({ description, policy: usualPolicy(this.#core.account), tags: {}, managedFor: service });
    this.saveAlias(name, id);
    return id;
  }
}

/**
 * The default policy of a key: the account may do everything.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export const usualPolicy = (account: string): string =>
  JSON.stringify(
    {
      Version: "2012-10-17",
      Id: "key-default-1",
      Statement: [
        {
          Sid: "Enable IAM User Permissions",
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: "kms:*",
          Resource: "*",
        },
      ],
    },
    null,
    2,
  );

/** @throws AwsFault MalformedPolicyDocumentException for a text that is no JSON object */
export function checkPolicy(text: string): void {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === "object" && read !== null && !Array.isArray(read)) return;
  } catch {
    // Falls through: the text is not JSON.
  }
  throw faults.malformedPolicy();
}
