import { expect } from "chai";
import { getItemAt } from "../../../../../foundation/item-at";
import { createRandom } from "../../../../../foundation/random";
import type { Message, Segment } from "../../store/message";
import { Contents } from "./contents";

const STEPS = 3_000;
const NO_SEGMENT = {} as Segment;
const getNumbers = (messages: readonly Message[]): number[] => messages.map((message) => message.number);

/** A model of a queue's messages: plain lists that are searched from end to end. */
class Model {
  readonly isFifo: boolean;
  readonly live = new Set<Message>();
  /** A standard queue's ready messages in the order in which receives return them. */
  line: Message[] = [];

  constructor(isFifo: boolean) {
    this.isFifo = isFifo;
  }

  listIn(receivability: Message["receivability"]): Message[] {
    return [...this.live].filter((message) => message.receivability === receivability);
  }

  /** Messages that were received before come first, as recorded on AWS; others come last. */
  noteReady(messages: readonly Message[]): void {
    const again = messages.filter(({ receives }) => receives > 0);
    const first = messages.filter(({ receives }) => receives === 0);
    this.line = [...again, ...this.line, ...first];
  }

  /** The first messages of each group, up to the first hidden one. */
  createGroups(): Map<string, Message[]> {
    const groups = new Map<string, Message[]>();
    const closed = new Set<string>();
    for (const message of this.live) {
      const { group = "" } = message;
      if (message.receivability === "hidden") closed.add(group);
      if (!closed.has(group)) groups.set(group, [...(groups.get(group) ?? []), message]);
    }
    return groups;
  }

  listAvailable(): readonly Message[] {
    return this.isFifo ? [...this.createGroups().values()].flat() : this.line;
  }

  expectTaken(taken: readonly Message[], max: number, sample: (message: Message) => boolean): void {
    if (!this.isFifo) {
      expect(getNumbers(taken)).to.deep.equal(getNumbers(this.line.filter(sample).slice(0, max)));
      return;
    }
    expect(taken).to.have.length(Math.min(max, this.listAvailable().length));
    const order = [...new Set(taken.map(({ group = "" }) => group))];
    const whole = order.flatMap((group) => this.createGroups().get(group) ?? []);
    // All available messages of a group come before those of the next group.
    expect(getNumbers(taken)).to.deep.equal(getNumbers(whole.slice(0, taken.length)));
  }
}

describe("an SQS queue's messages compared with plain lists", () => {
  for (const isFifo of [false, true]) {
    it(`in a ${isFifo ? "FIFO" : "standard"} queue have the same order, counts, ages and times`, () => {
      const random = createRandom(`contents ${isFifo}`);
      const model = new Model(isFifo);
      let woken = 0;
      const contents = new Contents(isFifo, () => (woken += 1));
      let now = 1_000_000;
      let number = 0;
      const listSome = (receivability: Message["receivability"]): Message[] =>
        model.listIn(receivability).filter(() => random.drawBelow(8) === 0);
      const leave = (message: Message): void => {
        model.live.delete(message);
        model.line = model.line.filter((item) => item !== message);
      };
      const steps: readonly (() => void)[] = [
        function send() {
          number += 1;
          // Some messages are delayed; some are dead letters, which keep the age from their first queue.
          const delayMs = random.drawBelow(4) === 0 ? 1 + random.drawBelow(20_000) : 0;
          const message: Message = {
            ...{ number, queue: 1, segment: NO_SEGMENT, offset: 0, length: 1, receivability: "ready", receives: 0 },
            ...{ sentAt: now, upMs: now - (random.drawBelow(5) === 0 ? random.drawBelow(100_000) : 0) },
            group: isFifo ? `g${random.drawBelow(4)}` : undefined,
            ...{ visibleAt: now + delayMs, firstReceivedAt: 0, lastReceivedAt: 0 },
          };
          model.live.add(message);
          contents.add(message, now);
          if (delayMs === 0) model.noteReady([message]);
        },
        function receive() {
          const max = 1 + random.drawBelow(10);
          const chosen = random.drawBelow(3);
          const sample = (message: Message): boolean => isFifo || message.number % 3 !== chosen;
          const taken = contents.take(max, sample);
          model.expectTaken(taken, max, sample);
          if (random.drawBelow(8) === 0) {
            contents.putBack(taken);
            model.line = [...taken, ...model.line.filter((message) => !taken.includes(message))];
            return;
          }
          for (const message of taken) {
            message.receives += 1;
            message.visibleAt = now + 10_000;
          }
          contents.hide(taken);
          model.line = model.line.filter((message) => !taken.includes(message));
        },
        function remove() {
          const removed = [...listSome("hidden"), ...(random.drawBelow(4) === 0 ? listSome("ready") : [])];
          removed.forEach(leave);
          contents.remove(removed);
        },
        function changeVisibility() {
          const [message] = [...listSome("hidden"), ...listSome("ready")];
          if (message === undefined) return;
          const isReady = random.drawBelow(2) === 0;
          const wasReady = message.receivability === "ready";
          // No two messages become visible at the same instant, which would leave their order open.
          message.visibleAt = isReady ? now : now + 1 + random.drawBelow(20) * 1000 + random.drawFraction();
          contents.noteMoved(message, now);
          if (isReady && !wasReady) model.noteReady([message]);
          if (!isReady) model.line = model.line.filter((item) => item !== message);
        },
        function wait() {
          now += random.drawBelow(3_000);
          const due = model.listIn("hidden").filter(({ visibleAt }) => visibleAt <= now);
          contents.showDue(now);
          const inOrder = due.sort((first, second) => first.visibleAt - second.visibleAt);
          if (!isFifo) {
            // The order of messages that become visible together is up to the queue.
            const shown = contents.take(model.line.length + due.length);
            contents.putBack(shown);
            const again = shown.slice(0, due.filter(({ receives }) => receives > 0).length);
            expect(again.map(({ visibleAt }) => visibleAt)).to.deep.equal(
              inOrder.filter(({ receives }) => receives > 0).map(({ visibleAt }) => visibleAt),
            );
            model.noteReady([...again, ...inOrder.filter(({ receives }) => receives === 0)]);
            expect(getNumbers(shown)).to.deep.equal(getNumbers(model.line));
          }
        },
        function age() {
          const until = now - 50_000 - random.drawBelow(50_000);
          const old = [...model.live].filter(({ upMs }) => upMs <= until);
          const taken = contents.takeAged(until);
          expect(getNumbers(taken)).to.have.members(getNumbers(old));
          expect(taken.map(({ upMs }) => upMs)).to.deep.equal(old.map(({ upMs }) => upMs).sort((a, b) => a - b));
          old.forEach(leave);
          contents.remove(taken);
        },
      ];
      const drawn = [0, 0, 0, 0, 1, 1, 2, 3, 4, 4, 5];
      for (let step = 0; step < STEPS; step++) {
        const before = new Set(model.listAvailable());
        const wokenBefore = woken;
        getItemAt(steps, getItemAt(drawn, random.drawBelow(drawn.length)))();
        const hidden = model.listIn("hidden");
        const inFlight = hidden.filter(({ receives }) => receives > 0).length;
        expect(contents.counts).to.deep.equal({
          ready: model.listIn("ready").length,
          inFlight,
          delayed: hidden.length - inFlight,
        });
        expect(getNumbers(contents.listAll())).to.deep.equal(getNumbers([...model.live]));
        const oldest = [...model.live].reduce((min, { upMs }) => Math.min(min, upMs), Infinity);
        expect(contents.oldest?.upMs ?? Infinity).to.equal(oldest);
        const next = hidden.reduce((min, { visibleAt }) => Math.min(min, visibleAt), Infinity);
        expect(contents.nextVisibleAt ?? Infinity).to.equal(next);
        // Waiting receives are woken when a message becomes available.
        if (model.listAvailable().some((message) => !before.has(message))) expect(woken).to.be.above(wokenBefore);
      }
      expect(number).to.be.above(STEPS / 4);
    });
  }
});
