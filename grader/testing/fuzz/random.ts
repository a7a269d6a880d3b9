import { between, pick, seededRandom } from "../../../src/generators/random";

/** The source of random choices for the fuzzers: the same choices for the same seed. */
export interface Draw {
  /** A whole number between two bounds, both included. */
  drawInt(low: number, high: number): number;
  /** True once in so many calls. */
  drawChance(times: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
}

export function drawFrom(seed: number): Draw {
  const random = seededRandom(seed);
  return {
    drawInt: (low, high) => between(random, low, high),
    drawChance: (times) => between(random, 1, times) === 1,
    pick: (items) => pick(random, items),
  };
}

/** Some bytes changed, removed or inserted, or the end cut off; a zip's directory stands at the end of the file. */
export function damageBytes(draw: Draw, bytes: Uint8Array, positions = 4): Uint8Array {
  let created = Buffer.from(bytes);
  for (let n = draw.drawInt(1, positions); n > 0 && created.length > 0; n -= 1) {
    const at = draw.drawChance(2)
      ? draw.drawInt(0, created.length - 1)
      : Math.max(created.length - draw.drawInt(1, 200), 0);
    const how = draw.drawInt(1, 5);
    if (how <= 2) created[at] = draw.pick([0, 1, 0x22, 0x5b, 0x7b, 0x7f, 0x80, 0xff]);
    else if (how === 3) created = Buffer.concat([created.subarray(0, at), created.subarray(at + draw.drawInt(1, 9))]);
    else if (how === 4) created = Buffer.concat([created.subarray(0, at), created.subarray(at >> 1)]);
    else if (draw.drawChance(4)) created = created.subarray(0, at);
  }
  return created;
}
