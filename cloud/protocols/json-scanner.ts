import type { NormalizedSchema } from "@smithy/core/schema";
import { fromBase64, fromBase64InPlace } from "./base64";
import { JsonCursor } from "./json-reader";

/**
 * Reads a body of many records in place: to make and to free a string of a PutRecords of 700 KB, and a string for each
 * of its records, costs more than the rest of the call. Together with base64 decoding in place and lent memory, this
 * saves a tenth of the processor time of such calls; on a busy machine they reach 0.56 to 0.64 of their ceiling instead
 * of 0.49 to 0.59 (the benchmark `cloud-kinesis`).
 *
 * @param isPooled whether the bytes of blobs may be written over their base64 in the body's memory
 * @returns undefined where JSON.parse must decide: for JSON that is not of the plainest kind, and for text that is no
 * JSON
 * @throws       TypeError for a blob that is no base64
 */
export type JsonScanner = (body: Buffer, isPooled: boolean) => Record<string, unknown> | undefined;

interface Member {
  readonly name: string;
  /** The name's bytes in JSON after the opening quote, including the closing quote. */
  readonly spelled: Uint8Array;
  readonly kind: "text" | "blob" | "list";
  /** The members of a list's items. */
  readonly members: readonly Member[];
  /** The member's index in its structure. */
  readonly index: number;
}

/** For each structure, for each of its members: where the text begins and where it ends. */
type MemberOffsets = number[];
const MISSING = -1;

const OPEN = 0x7b;
const CLOSE = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const COLON = 0x3a;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;

/**
 * Compiles the scanner of one shape: strings, and lists of structures of strings and blobs.
 *
 * @returns undefined for shapes without blobs in a list, for which JSON.parse is as fast
 */
export function compileJsonScanner(schema: NormalizedSchema): JsonScanner | undefined {
  const members = schema.isStructSchema() ? listMembers(schema) : [];
  if (!members.some((list) => list.members.some(({ kind }) => kind === "blob"))) return undefined;
  return (body, isPooled) => {
    // A string with an escape differs from its bytes, so such a body is left to JSON.parse. Hardly any encoder escapes
    // base64.
    const scan = body.includes(BACKSLASH) ? undefined : new Scan(body);
    return scan?.scanAll(members) === true ? scan.createValue(members, isPooled) : undefined;
  };
}

/** The members that can be scanned. A body that has another is left to JSON.parse. */
function listMembers(schema: NormalizedSchema): Member[] {
  const members: Member[] = [];
  for (const [name, member] of schema.structIterator()) {
    const kind = getKind(member);
    const inner =
      kind === "list" ? listMembers(member.getValueSchema()).filter((member) => member.kind !== "list") : [];
    if (kind !== undefined)
      members.push({ name, spelled: Buffer.from(`${name}"`), kind, members: inner, index: members.length });
  }
  return members;
}

function getKind(schema: NormalizedSchema): Member["kind"] | undefined {
  if (schema.isBlobSchema()) return "blob";
  if (schema.isListSchema()) return schema.getValueSchema().isStructSchema() ? "list" : undefined;
  return schema.isStringSchema() && schema.getMergedTraits().mediaType === undefined ? "text" : undefined;
}

/** The scan of one body. All of it is checked before any value is made, since blobs are written over it. */
class Scan {
  readonly #body: Buffer;
  readonly #cursor: JsonCursor;
  readonly #unshared: MemberOffsets = [];
  /** The places of the items of each list. */
  readonly #items: MemberOffsets[] = [];

  constructor(body: Buffer) {
    this.#body = body;
    this.#cursor = new JsonCursor(body);
  }

  /** Finds the places of all strings. @returns false if JSON.parse must decide */
  scanAll(members: readonly Member[]): boolean {
    return this.#scanStructure(members, this.#unshared) && this.#cursor.isAtEnd;
  }

  /** Makes the values that were found. */
  createValue(members: readonly Member[], isPooled: boolean): Record<string, unknown> {
    const whole = this.#createValue(members, { places: this.#unshared, at: 0, isPooled });
    for (const { name, index, members: inner } of members) {
      const locations = this.#items[index];
      if (locations === undefined) continue;
      const items: Record<string, unknown>[] = [];
      for (let at = 0; at < locations.length; at += 2 * inner.length)
        items.push(this.#createValue(inner, { places: locations, at, isPooled }));
      whole[name] = items;
    }
    return whole;
  }

  #scanStructure(members: readonly Member[], into: MemberOffsets): boolean {
    const cursor = this.#cursor;
    const at = into.length;
    for (let index = 0; index < members.length; index += 1) into.push(MISSING, MISSING);
    if (!cursor.consume(OPEN)) return false;
    if (cursor.consume(CLOSE)) return true;
    do {
      const member = cursor.name(members);
      // Of a repeated member only the last value counts, but all must be valid.
      if (
        member === undefined ||
        into[at + 2 * member.index] !== MISSING ||
        !cursor.consume(COLON) ||
        !this.#scanValue(member)
      )
        return false;
      into[at + 2 * member.index] = cursor.from;
      into[at + 2 * member.index + 1] = cursor.end;
    } while (cursor.consume(COMMA));
    return cursor.consume(CLOSE);
  }

  #scanValue(member: Member): boolean {
    if (member.kind === "blob") return this.#cursor.skipLongText();
    return member.kind === "text" ? this.#cursor.skipText() : this.#list(member);
  }

  #list({ members, index }: Member): boolean {
    const cursor = this.#cursor;
    const locations: MemberOffsets = [];
    this.#items[index] = locations;
    if (!cursor.consume(OPEN_LIST)) return false;
    if (cursor.consume(CLOSE_LIST)) return true;
    do {
      if (!this.#scanStructure(members, locations)) return false;
    } while (cursor.consume(COMMA));
    return cursor.consume(CLOSE_LIST);
  }

  #createValue(
    members: readonly Member[],
    { places, at, isPooled }: { readonly places: MemberOffsets; readonly at: number; readonly isPooled: boolean },
  ): Record<string, unknown> {
    const created: Record<string, unknown> = {};
    for (const { name, kind, index } of members) {
      const from = places[at + 2 * index];
      const end = places[at + 2 * index + 1];
      if (from === undefined || end === undefined || from === MISSING || kind === "list") continue;
      if (kind === "text") created[name] = this.#body.toString("latin1", from, end);
      else
        created[name] = isPooled
          ? fromBase64InPlace(this.#body, from, end)
          : fromBase64(this.#body.toString("latin1", from, end));
    }
    return created;
  }
}
