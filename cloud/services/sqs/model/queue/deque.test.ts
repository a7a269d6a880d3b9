import { expect } from "chai";
import { createRandom } from "../../../../../foundation/random";
import { Deque } from "./deque";

describe("SQS lists", () => {
  it("a deque behaves like an array, step by step", () => {
    const random = createRandom("deque");
    const deque = new Deque<number>();
    let array: number[] = [];
    for (let step = 0; step < 5_000; step++) {
      const which = random.drawBelow(20);
      if (which < 9) {
        deque.push(step);
        array.push(step);
      } else if (which < 18) expect(deque.shift()).to.equal(array.shift());
      else if (which === 18) {
        deque.unshift([step, -step]);
        array.unshift(step, -step);
      } else if (step % 40 === 0) {
        deque.keepOnly((item) => item % 3 !== 0);
        array = [...new Set(array.filter((item) => item % 3 !== 0))];
      }
      expect(deque.length).to.equal(array.length);
      expect([deque.getItem(0), deque.getItem(deque.length - 1), deque.getItem(deque.length)]).to.deep.equal([
        array[0],
        array.at(-1),
        undefined,
      ]);
    }
  });
});
