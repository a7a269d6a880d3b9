export type ThriftValue = number | boolean | Buffer | ThriftValue[] | ThriftStruct;
/** A struct's fields by their numbers. */
export type ThriftStruct = Map<number, ThriftValue>;

const DEEPEST = 64;

/** Reads Thrift's compact protocol, in which Parquet writes what it says of itself. */
export class ThriftReader {
  readonly #bytes: Buffer;
  #at = 0;
  #depth = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** @throws RangeError at an end too soon */
  struct(): ThriftStruct {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new RangeError("a struct is nested too deeply");
    const fields: ThriftStruct = new Map();
    let id = 0;
    for (let header = this.#byte(); header !== 0; header = this.#byte()) {
      const delta = header >> 4;
      id = delta === 0 ? Number(this.#signed()) : id + delta;
      fields.set(id, this.#value(header & 0x0f, true));
    }
    this.#depth -= 1;
    return fields;
  }

  #value(kind: number, isField: boolean): ThriftValue {
    // A field's kind says a boolean's value; in a list it is a byte.
    if (kind === 1 || kind === 2) return isField ? kind === 1 : this.#byte() === 1;
    if (kind >= 4 && kind <= 6) return Number(this.#signed());
    switch (kind) {
      case 3:
        return this.#byte();
      case 7:
        return this.#skip(8).readDoubleLE();
      case 8:
        return this.#skip(Number(this.#unsigned()));
      case 9:
      case 10:
        return this.#list();
      case 12:
        return this.struct();
      default:
        throw new RangeError(`a value is of the unknown kind ${kind}`);
    }
  }

  #list(): ThriftValue[] {
    const header = this.#byte();
    const short = header >> 4;
    const length = short === 15 ? Number(this.#unsigned()) : short;
    if (length > this.#bytes.length) throw new RangeError("a list is longer than its file");
    return Array.from({ length }, () => this.#value(header & 0x0f, false));
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new RangeError("the end comes too soon");
    this.#at += 1;
    return byte;
  }

  #skip(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw new RangeError("the end comes too soon");
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  #unsigned(): bigint | number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#byte();
      if (shift > 42) return this.#long(value, shift, byte);
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  /** Numbers beyond those that a double holds exactly. */
  #long(low: number, from: number, first: number): bigint {
    let value = BigInt(low) + (BigInt(first & 0x7f) << BigInt(from));
    let byte = first;
    for (let shift = from + 7; byte >= 0x80 && shift < 70; shift += 7) {
      byte = this.#byte();
      value += BigInt(byte & 0x7f) << BigInt(shift);
    }
    return value;
  }

  #signed(): bigint | number {
    const value = this.#unsigned();
    if (typeof value === "bigint") return value & 1n ? -((value + 1n) >> 1n) : value >> 1n;
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }
}
