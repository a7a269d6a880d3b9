import type { Message } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { createRandom } from "../../../../../foundation/random";
import { useCloud } from "../../../../testing/use-cloud";
import { decodeBody, FIFO, createQueues } from "../../testing/queues";
import { LONG } from "../../../../testing/skip";

/** One message in the model. */
interface ModelMessage {
  readonly body: string;
  readonly sentAt: number;
  /** From when on the message can be received, in ms of cloud time. */
  visibleAt: number;
  handle: string | undefined;
}

const NAME = "f.fifo";
const VISIBILITY_MS = 10_000;
const DEDUPLICATION_MS = 300_000;

/**
 * A model of a FIFO queue with a plain list for each group. A receive may return the first messages of each group, up
 * to the first hidden one, and all of a group before any of the next.
 */
class Model {
  readonly groups = new Map<string, ModelMessage[]>();

  listAvailable(group: string, now: number): ModelMessage[] {
    const messages = this.groups.get(group) ?? [];
    const end = messages.findIndex(({ visibleAt }) => visibleAt > now);
    return end === -1 ? messages : messages.slice(0, end);
  }

  /** Checks an answer against the model. */
  expectAllowed(received: readonly Message[], max: number, now: number): void {
    const inAll = [...this.groups.keys()].reduce((sum, group) => sum + this.listAvailable(group, now).length, 0);
    expect(received.length, "as many as there are").to.equal(Math.min(max, inAll));
    const order = [...new Set(received.map((message) => getGroup(message)))];
    for (const [index, group] of order.entries()) {
      const bodies = received.filter((message) => getGroup(message) === group).map(decodeBody);
      const allowed = this.listAvailable(group, now).map(({ body }) => body);
      expect(bodies, `the beginning of group ${group}`).to.deep.equal(allowed.slice(0, bodies.length));
      if (index < order.length - 1)
        expect(bodies.length, `all of group ${group} before the next`).to.equal(allowed.length);
    }
    expect(received.map(getGroup), "groups one after the other").to.deep.equal(
      order.flatMap((group) => received.filter((message) => getGroup(message) === group).map(getGroup)),
    );
  }

  recordReceive(received: readonly Message[], now: number): void {
    for (const message of received) {
      const known = this.groups.get(getGroup(message))?.find(({ body }) => body === decodeBody(message));
      if (known !== undefined) Object.assign(known, { visibleAt: now + VISIBILITY_MS, handle: message.ReceiptHandle });
    }
  }

  listInFlight(now: number): { readonly group: string; readonly message: ModelMessage }[] {
    return [...this.groups].flatMap(([group, messages]) =>
      messages
        .filter(({ handle, visibleAt }) => handle !== undefined && visibleAt > now)
        .map((message) => ({ group, message })),
    );
  }
}

const getGroup = (message: Message): string => decodeBody(message).split("-", 1)[0] ?? "";

describe("SQS FIFO order compared with a model", () => {
  // Few seeds by default, since contents.test.ts finds most of the same errors in process.
  for (const seed of LONG ? [1, 2, 3, 4, 5] : [1, 2]) {
    describe(`seed ${seed}`, () => {
      const cloud = useCloud({ seed });
      const queues = createQueues(cloud);

      it("is kept through sends, receives, deletions, changes of visibility and time", async () => {
        const random = createRandom(`fifo ${seed}`);
        const model = new Model();
        const QueueUrl = await queues.make(NAME, { ...FIFO, VisibilityTimeout: String(VISIBILITY_MS / 1000) });
        const now = () => cloud.running.clock.now();
        const sentAt = new Map<string, number>();
        let received = 0;
        let repeated = 0;
        const steps: (() => Promise<void>)[] = [
          async () => {
            // Sometimes a repeated id: within five minutes of the first message it adds none (SVC-005).
            const old = [...sentAt.keys()][random.drawBelow(4 * (sentAt.size + 1))];
            const group = old === undefined ? `g${random.drawBelow(4)}` : (old.split("-", 1)[0] ?? "");
            const body = old ?? `${group}-${sentAt.size}`;
            await queues.send(body, { QueueUrl, MessageGroupId: group, MessageDeduplicationId: body });
            if (now() - (sentAt.get(body) ?? -Infinity) < DEDUPLICATION_MS) {
              repeated += 1;
              return;
            }
            // The model identifies messages by their bodies, so a body that is still in the queue is not sent again.
            sentAt.set(body, now());
            model.groups.set(group, [
              ...(model.groups.get(group) ?? []),
              { body, sentAt: now(), visibleAt: now(), handle: undefined },
            ]);
          },
          async () => {
            const max = 1 + random.drawBelow(10);
            const answer = await queues.receive({ QueueUrl, MaxNumberOfMessages: max, WaitTimeSeconds: 0 });
            model.expectAllowed(answer, max, now());
            model.recordReceive(answer, now());
            received += answer.length;
          },
          async () => {
            const flight = model.listInFlight(now());
            const item = flight[random.drawBelow(flight.length)];
            if (item === undefined) return;
            await queues.delete({ ReceiptHandle: item.message.handle }, NAME);
            model.groups.set(
              item.group,
              (model.groups.get(item.group) ?? []).filter((message) => message !== item.message),
            );
          },
          async () => {
            const flight = model.listInFlight(now());
            const item = flight[random.drawBelow(flight.length)];
            if (item === undefined) return;
            const seconds = random.drawBelow(4) * 7;
            await queues.client.changeMessageVisibility({
              QueueUrl,
              ReceiptHandle: item.message.handle,
              VisibilityTimeout: seconds,
            });
            item.message.visibleAt = now() + seconds * 1000;
          },
          () => cloud.advance(random.drawBelow(10) === 0 ? 60 : random.drawBelow(5)),
        ];
        for (let step = 0; step < 400; step++) await steps[[0, 0, 1, 1, 2, 2, 3, 4][random.drawBelow(8)] ?? 0]?.();
        expect(received).to.be.above(50);
        expect(repeated).to.be.above(5);
      });
    });
  }
});
