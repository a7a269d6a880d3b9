import { expect } from "chai";
import { DueQueue, DueHeap } from "./due-queue";
import { createRandom } from "./random";

describe("the queue of due work", () => {
  it("returns thousands of entries in order of time, and of insertion at the same time", () => {
    const random = createRandom("queue");
    const queue = new DueQueue();
    const added = Array.from({ length: 5_000 }, (_, order) => ({ at: random.drawBelow(500), order }));
    const orders = new Map<unknown, number>();
    for (const { at, order } of added) {
      const due = { at, work: () => undefined, cancelled: false };
      orders.set(due, order);
      queue.add(due);
    }
    const taken: { at: number; order: number }[] = [];
    for (let due = queue.takeDue(Infinity); due !== undefined; due = queue.takeDue(Infinity))
      taken.push({ at: due.at, order: orders.get(due) ?? -1 });
    expect(taken).to.deep.equal([...added].sort((a, b) => a.at - b.at || a.order - b.order));
  });

  it("keeps entries that aren't due yet", () => {
    const queue = new DueQueue();
    queue.add({ at: 10, work: () => undefined, cancelled: false });
    expect(queue.takeDue(9)).to.equal(undefined);
    expect(queue.takeDue(10)?.at).to.equal(10);
  });

  it("uses a heap that returns the earliest entry first, whatever the order of insertion", () => {
    const random = createRandom("heap");
    const heap = new DueHeap<number>();
    const all = Array.from({ length: 2_000 }, (_, item) => ({ at: random.drawBelow(500), item }));
    for (const { at, item } of all) heap.add(at, item);
    heap.keepOnly(({ item }) => item % 2 === 0);
    const delivered: number[] = [];
    for (let { first } = heap; first !== undefined; { first } = heap) {
      delivered.push(first.at);
      heap.removeFirst();
    }
    expect(delivered).to.deep.equal(
      all
        .filter(({ item }) => item % 2 === 0)
        .map(({ at }) => at)
        .sort((a, b) => a - b),
    );
  });
});
