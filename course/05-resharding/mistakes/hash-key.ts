import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** SHA-256 is the better hash elsewhere, but Kinesis takes MD5. */
  "another-hash": {
    fails: ["takes the MD5 hash of the partition key", "takes the bytes of a key in UTF-8"],
    answer: [
      'const digits = createHash("sha256").update(partitionKey).digest("hex");',
      "return BigInt(`0x${digits}`).toString();",
    ],
  },
  /** The bytes are read from the last one to the first one, as a processor keeps a number. */
  "bytes-reversed": {
    fails: ["takes the MD5 hash of the partition key", "takes the bytes of a key in UTF-8"],
    answer: [
      'const bytes = createHash("md5").update(partitionKey).digest();',
      "bytes.reverse();",
      'return BigInt(`0x${bytes.toString("hex")}`).toString();',
    ],
  },
  /** Without 0x, BigInt reads decimal digits: it throws at the first letter. */
  "digits-without-0x": {
    fails: [
      "gives the number in decimal digits, as text",
      "takes the MD5 hash of the partition key",
      "takes the bytes of a key in UTF-8",
    ],
    changes: [["`0x${digits}`", "digits"]],
  },
  /** The hash key is in hexadecimal digits; AWS writes hash keys in decimal digits. */
  "hexadecimal-digits": {
    fails: ["gives the number in decimal digits, as text"],
    answer: ['return createHash("md5").update(partitionKey).digest("hex");'],
  },
  /** The number is right, but a BigInt: AWS's SDK refuses it where it expects a string. */
  "hash-key-as-bigint": {
    fails: ["gives the number in decimal digits, as text"],
    isAlwaysJudged: true,
    answer: [
      'const digits = createHash("md5").update(partitionKey).digest("hex");',
      "const number: any = BigInt(`0x${digits}`);",
      "return number;",
    ],
  },
  /** AWS writes a hash key without zeros in front. */
  "filled-up-with-zeros": {
    fails: ["gives the number in decimal digits, as text"],
    changes: [[".toString()", '.toString().padStart(39, "0")']],
  },
  /** The key's bytes are Latin-1, which is right only for ASCII letters. */
  "key-in-latin1": {
    fails: ["takes the bytes of a key in UTF-8"],
    answer: [
      'const digits = createHash("md5").update(partitionKey, "latin1").digest("hex");',
      "return BigInt(`0x${digits}`).toString();",
    ],
  },
  /** Unicode's normal form writes some letters in other bytes. AWS takes the hash of the key as it is. */
  "key-normalized": {
    fails: ["takes the bytes of a key in UTF-8"],
    answer: [
      'const digits = createHash("md5").update(partitionKey.normalize()).digest("hex");',
      "return BigInt(`0x${digits}`).toString();",
    ],
  },
  /** Spaces are a part of a partition key: AWS takes its hash as it is. */
  "key-trimmed": {
    fails: ["takes the MD5 hash of the partition key"],
    isAlwaysJudged: true,
    answer: [
      'const digits = createHash("md5").update(partitionKey.trim()).digest("hex");',
      "return BigInt(`0x${digits}`).toString();",
    ],
  },
  /** The hash is that of the hot key, whatever the partition key is. */
  "hash-of-the-hot-key": {
    fails: [
      "gives the number in decimal digits, as text",
      "takes the MD5 hash of the partition key",
      "takes the bytes of a key in UTF-8",
    ],
    answer: ['const digits = createHash("md5").update(HOT).digest("hex");', "return BigInt(`0x${digits}`).toString();"],
  },
  /** The hash is a `number`, which is exact to some 16 digits only. */
  "number-too-large": {
    fails: [
      "gives the number in decimal digits, as text",
      "takes the MD5 hash of the partition key",
      "takes the bytes of a key in UTF-8",
    ],
    answer: ['return String(parseInt(createHash("md5").update(partitionKey).digest("hex"), 16));'],
  },
  /** The number was rounded before it became a BigInt. */
  "rounded-before-bigint": {
    fails: ["takes the MD5 hash of the partition key", "takes the bytes of a key in UTF-8"],
    isAlwaysJudged: true,
    changes: [["BigInt(`0x${digits}`)", "BigInt(parseInt(digits, 16))"]],
  },
  /** The shards begin at 0, but nothing needs to be added to the hash. */
  "one-more-than-the-hash": {
    fails: ["takes the MD5 hash of the partition key", "takes the bytes of a key in UTF-8"],
    changes: [["BigInt(`0x${digits}`)", "(BigInt(`0x${digits}`) + 1n)"]],
  },
  /** As a signed number, as in Java: the keys of the upper half become negative. */
  "signed-number": {
    fails: ["takes the MD5 hash of the partition key", "takes the bytes of a key in UTF-8"],
    changes: [["BigInt(`0x${digits}`)", "BigInt.asIntN(128, BigInt(`0x${digits}`))"]],
  },
};
