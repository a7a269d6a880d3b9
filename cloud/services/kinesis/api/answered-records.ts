import type { _Record as WireRecord } from "@aws-sdk/client-kinesis";
import { LazyList } from "../../../core/lazy-list";
import { findKeyEnd, findKeyStart, findRecordEnd } from "../store/chunk";
import type { ReadRecords } from "../store/shard-log";
import { SEQUENCE_DIGITS, type Shard } from "../model/shard";

const BEFORE_SEQUENCE = ',{"SequenceNumber":"';
const BEFORE_DATA = '","Data":"';
/** The most bytes of a record's JSON beside its key and data. */
const MAX_FRAME_BYTES = 200;
/** A control character is a byte in the log, and six in JSON. */
const MAX_BYTES_OF_ONE = 6;
const [QUOTE, COMMA, BACKSLASH, END_OF_LIST, END_OF_RECORD] = [0x22, 0x2c, 0x5c, 0x5d, 0x7d];
const [SPACE, DELETE] = [0x20, 0x7f];

/**
 * Records as GetRecords answers them. Their JSON is made of the log's bytes, without an object, a bigint and a dozen
 * strings for each record: with those, a GetRecords of 500 × 1 KB takes half as much processor time again.
 */
export class AnsweredRecords extends LazyList<WireRecord> {
  readonly #shard: Shard;
  readonly #read: ReadRecords;

  constructor(shard: Shard, read: ReadRecords) {
    super();
    this.#shard = shard;
    this.#read = read;
  }

  get length(): number {
    return this.#read.length;
  }

  get maxJsonBytes(): number {
    const { length, bytes, runs } = this.#read;
    const keyBytes = runs.reduce((sum, run) => sum + run.keyBytes, 0);
    return Math.ceil(((bytes - keyBytes) * 4) / 3) + MAX_BYTES_OF_ONE * keyBytes + MAX_FRAME_BYTES * (length + 1);
  }

  *[Symbol.iterator](): Generator<WireRecord> {
    const sequence = this.#shard.createSequenceCounter();
    for (const { number, arrivedAt, data, partitionKey } of this.#read) {
      sequence.to(number, arrivedAt);
      yield {
        SequenceNumber: sequence.text,
        ApproximateArrivalTimestamp: new Date(arrivedAt),
        Data: data,
        PartitionKey: partitionKey,
      };
    }
  }

  writeJson(into: Buffer, from: number): number {
    const text = new RecordsText(into, from);
    // The text before each record's data; from one record to the next only the sequence number changes, in place.
    const head = Buffer.from(`${BEFORE_SEQUENCE}${" ".repeat(SEQUENCE_DIGITS)}${BEFORE_DATA}`);
    const sequence = this.#shard.createSequenceCounter(head.subarray(BEFORE_SEQUENCE.length));
    for (const { bytes, number: first, arrivedAt } of this.#read.runs) {
      const time = new Date(arrivedAt).getTime() / 1000;
      const behindData = Buffer.from(`","ApproximateArrivalTimestamp":${time},"PartitionKey":`);
      let number = first;
      for (let at = 0, end: number; at < bytes.byteLength; at = end) {
        const dataFrom = findKeyEnd(bytes, at);
        end = findRecordEnd(bytes, at);
        sequence.to(number, arrivedAt);
        text.add(head);
        text.addBase64(bytes, dataFrom, end);
        text.add(behindData);
        text.addKey(bytes, findKeyStart(at), dataFrom);
        text.addByte(END_OF_RECORD);
        number += 1;
      }
    }
    if (this.length === 0) text.addByte(COMMA);
    text.addByte(END_OF_LIST);
    // Each record begins with a comma; the bracket overwrites the first one.
    into.write("[", from);
    return text.at;
  }
}

/** JSON that is being written, byte by byte. */
class RecordsText {
  readonly #into: Buffer;
  #at: number;

  constructor(into: Buffer, at: number) {
    this.#into = into;
    this.#at = at;
  }

  /** The offset after what was written. */
  get at(): number {
    return this.#at;
  }

  add(text: Uint8Array): void {
    this.#into.set(text, this.#at);
    this.#at += text.byteLength;
  }

  addByte(byte: number): void {
    this.#into[this.#at] = byte;
    this.#at += 1;
  }

  addBase64(bytes: Buffer, from: number, end: number): void {
    this.#at += this.#into.write(bytes.toString("base64", from, end), this.#at, "latin1");
  }

  /** Adds a partition key in quotes. */
  addKey(bytes: Buffer, from: number, end: number): void {
    const begin = this.#at;
    this.addByte(QUOTE);
    for (let index = from; index < end; index += 1) {
      const byte = bytes[index];
      if (byte === undefined || byte < SPACE || byte >= DELETE || byte === QUOTE || byte === BACKSLASH) {
        this.#at = begin + this.#into.write(JSON.stringify(bytes.toString("utf8", from, end)), begin);
        return;
      }
      this.addByte(byte);
    }
    this.addByte(QUOTE);
  }
}
