import { isJsonObject } from "../../../core/json-object";
import { createHash } from "node:crypto";
import type { KeyMetadata } from "@aws-sdk/client-kms";
import { getAccountOfArn, getRegionOfArn } from "../../../core/arn-parts";
import type { Core } from "../../../core/core";
import type { Random } from "../../../../foundation/random";
import { createLazyTable } from "../../../storage/lazy-table";
import type { Table } from "../../../storage/table";
import * as faults from "./faults";
import { AwsFault } from "../../../core/faults";

/** A key as it is stored. There is no key material: nothing is ever encrypted with it. */
export interface StoredKey {
  readonly id: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly description: string;
  readonly isEnabled: boolean;
  /** When the key will be deleted, ms since the epoch; undefined if no deletion is scheduled. */
  readonly deletedAt: number | undefined;
  /** JSON as the caller wrote it. */
  readonly policy: string;
  /** Days between rotations; undefined if the key is not rotated. */
  readonly rotationDays: number | undefined;
  /** Since when it is rotated, ms since the epoch; absent in older data, and where the key is not rotated. */
  readonly rotatedSince?: number;
  readonly tags: Readonly<Record<string, string>>;
  /** The service that AWS created the key for, such as `s3`; undefined for a customer managed key. */
  readonly managedFor: string | undefined;
}

/** Another name of a key. */
interface StoredAlias {
  /** `alias/…` */
  readonly name: string;
  readonly keyId: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** The forms of ids: those of keys of several regions, which this cloud does not have, begin with `mrk-`. */
const KEY_ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;
/** Aliases of AWS managed keys, which AWS creates when a service first needs one. */
const MANAGED = /^alias\/aws\/(\w+)$/;

/** The account's keys and their aliases: stored and described. */
export class Keys {
  readonly #core: Core;
  readonly #getKeys: () => Table<StoredKey>;
  readonly #getAliases: () => Table<StoredAlias>;
  #random: Random | undefined;

  constructor(core: Core) {
    this.#core = core;
    this.#getKeys = createLazyTable(core.storage, "kms/keys");
    this.#getAliases = createLazyTable(core.storage, "kms/aliases");
  }

  /** All existing keys, by id. */
  listAll(): readonly StoredKey[] {
    return [...this.#getKeys().listValues()].filter((key) => !this.#isGone(key)).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The aliases of existing keys, by name. */
  getAliases(): readonly StoredAlias[] {
    return [...this.#getAliases().listValues()]
      .filter(({ keyId }) => this.find(keyId) !== undefined)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(id: string): StoredKey | undefined {
    const key = this.#getKeys().get(id);
    return key === undefined || this.#isGone(key) ? undefined : key;
  }

  findAlias(name: string): StoredAlias | undefined {
    const alias = this.#getAliases().get(name);
    return alias === undefined || this.find(alias.keyId) === undefined ? undefined : alias;
  }

  /**
   * A key by its id or its ARN; with `takesAliases` also by an alias or an alias' ARN.
   *
   * @throws AwsFault NotFoundException
   */
  requireKey(text: string, { takesAliases = false } = {}): StoredKey {
    const name = this.#removeArn(text);
    if (name.startsWith("alias/")) {
      if (!takesAliases) throw faults.createNotAKeyIdFault(text);
      const managedFor = MANAGED.exec(name)?.[1];
      const id =
        this.findAlias(name)?.keyId ??
        (managedFor === undefined ? undefined : this.#createManagedKey(name, managedFor));
      if (id === undefined) throw faults.createAliasNotFoundFault(this.createAliasArn(name));
      return this.requireKey(id);
    }
    if (!KEY_ID.test(name)) throw faults.createNotAKeyIdFault(text);
    const found = this.find(name);
    if (found === undefined) throw faults.createKeyNotFoundFault(this.createArn(name));
    return found;
  }

  /**
   * A key to encrypt with, found as in `named`, aliases included.
   *
   * @throws AwsFault NotFoundException; DisabledException, KMSInvalidStateException for a key that cannot be used
   */
  requireUsable(text: string): StoredKey {
    const key = this.requireKey(text, { takesAliases: true });
    if (key.deletedAt !== undefined) throw faults.createPendingDeletionFault(this.createArn(key.id));
    if (!key.isEnabled) throw faults.createKeyDisabledFault(this.createArn(key.id));
    return key;
  }

  /**
   * A key to change: a customer managed key that is not pending deletion.
   *
   * @throws AwsFault NotFoundException, KMSInvalidStateException, AccessDeniedException
   */
  requireChangeable(text: string): StoredKey {
    const key = this.requireKey(text);
    const arn = this.createArn(key.id);
    if (key.managedFor !== undefined) throw faults.createManagedByAwsFault(arn);
    if (key.deletedAt !== undefined) throw faults.createPendingDeletionFault(arn);
    return key;
  }

  create(settings: Pick<StoredKey, "description" | "policy" | "tags" | "managedFor">): StoredKey {
    this.#random ??= this.#core.random.fork("kms");
    const key = {
      id: this.#random.drawUuid(),
      createdAt: this.#core.now(),
      isEnabled: true,
      deletedAt: undefined,
      rotationDays: undefined,
      ...settings,
    };
    this.save(key);
    return key;
  }

  save(key: StoredKey): void {
    this.#getKeys().set(key.id, key);
  }

  /** Creates an alias for a key, or moves an alias to another key. */
  saveAlias(name: string, keyId: string): void {
    const now = this.#core.now();
    this.#getAliases().set(name, { name, keyId, createdAt: this.findAlias(name)?.createdAt ?? now, updatedAt: now });
  }

  removeAlias(name: string): void {
    this.#getAliases().remove(name);
  }

  createArn(id: string): string {
    return this.#core.createArn("kms", `key/${id}`);
  }

  /** @param name `alias/…` */
  createAliasArn(name: string): string {
    return this.#core.createArn("kms", name);
  }

  describe({ id, createdAt, description, isEnabled, deletedAt, managedFor }: StoredKey): KeyMetadata {
    const isLeaving = deletedAt !== undefined;
    return {
      AWSAccountId: this.#core.account,
      KeyId: id,
      Arn: this.createArn(id),
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
  #removeArn(text: string): string {
    if (!text.startsWith("arn:")) return text;
    const region = getRegionOfArn(text);
    const account = getAccountOfArn(text);
    if (region !== this.#core.region) throw faults.createElsewhereFault(region);
    if (account !== this.#core.account) throw faults.createElsewhereFault(account);
    return text
      .split(":")
      .slice(5)
      .join(":")
      .replace(/^key\//, "");
  }

  /** Creates the AWS managed key of a service. @returns the key's id */
  #createManagedKey(name: string, service: string): string {
    // S3's own words are recorded on AWS by LocalStack, 2026-02-21 (test_s3_bucket_encryption_sse_kms_aws_managed_key).
    const subject = service === "s3" ? "S3 objects" : `${service} data`;
    const description = `Default key that protects my ${subject} when no other key is defined`;
    const { id } = this.create({
      description,
      policy: createDefaultPolicy(this.#core.account),
      tags: {},
      managedFor: service,
    });
    this.saveAlias(name, id);
    return id;
  }
}

/**
 * The default policy of a key: the account may do everything.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export const createDefaultPolicy = (account: string): string =>
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

/** @throws AwsFault MalformedPolicyDocumentException for a string that isn't a JSON object */
export function checkPolicy(text: string): void {
  if (!isJsonObject(text)) throw faults.createMalformedPolicyFault();
}

/**
 * Finds the key that a request to another service refers to.
 *
 * @param codeOf how that service spells a fault of KMS, such as `KMS.NotFoundException` for `NotFoundException`
 * @throws AwsFault of that code, with KMS's text, if there is no such key, or if it is disabled or pending deletion
 */
export function findKey(kms: Keys, text: string, codeOf: (code: string) => string): StoredKey {
  try {
    return kms.requireUsable(text);
  } catch (error) {
    throw error instanceof AwsFault ? new AwsFault(codeOf(error.code), error.message) : error;
  }
}
