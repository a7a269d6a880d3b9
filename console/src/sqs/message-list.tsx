import { useState } from "preact/hooks";
import type { MessagesLookup, QueuedMessage } from "../lab-api";
import { useFeed } from "../feed";
import { formatTime, formatCount, parseName, formatTimeOfDay } from "../formats";
import { useLoaded } from "../loaded";
import { CopyText } from "../widgets/copy-text";
import { Facts } from "../widgets/facts";
import { Notice } from "../widgets/notice";
import { VirtualList } from "../widgets/virtual-list";
import { peekMessages } from "./queues";

/** The messages in a queue, shown without receiving them. */
export function MessageList({ queue }: { queue: string }) {
  const { message } = useFeed();
  const { ready, inFlight, delayed } = message?.live["sqs"]?.[queue] ?? {};
  const [more, setMore] = useState<readonly MessagesLookup[]>([]);
  const [failure, setFailure] = useState<string>();
  const [chosen, choose] = useState<number>();
  const { value, error } = useLoaded(
    async () => {
      const first = await peekMessages(queue, 0);
      setMore([]);
      return first;
    },
    queue,
    // The counts too, since the clock makes messages visible again without a call.
    ["sqs", "sqs data", Number(ready), Number(inFlight), Number(delayed)],
  );
  const pages = value === undefined ? [] : [value, ...more];
  const next = pages.at(-1)?.next;
  const messages = pages.flatMap((page) => page.messages);
  const whole = messages.find(({ number }) => number === chosen);
  const goOn = (): void => {
    peekMessages(queue, next ?? 0).then(
      (page) => (setFailure(undefined), setMore((before) => [...before, page])),
      (refused: unknown) => setFailure(String(refused)),
    );
  };
  return (
    <>
      <h2>Messages</h2>
      <p>
        Viewed without receiving: nothing is hidden, no receive is counted, and no AWS call is made. AWS has no such
        call. There, whoever wants to see a message receives it, which hides it from others for the visibility timeout
        and brings it nearer to the dead-letter queue; so does &ldquo;Poll for messages&rdquo; in AWS&rsquo;s console.
      </p>
      <Notice error={failure ?? error} />
      <p role="status">
        {value === undefined
          ? ""
          : `${formatCount(messages.length, "message")}${next === undefined ? "" : ", and more"}`}
      </p>
      <VirtualList
        label="Messages"
        columns={["Sent", "State", "Receives", "Group", "Body"]}
        items={messages}
        getKey={({ number }) => number}
        isChosen={({ number }) => number === chosen}
        none="The queue is empty."
        renderCells={({ number, sentAt, state, receives, group, body }) => [
          <button type="button" class="link" aria-pressed={number === chosen} onClick={() => choose(number)}>
            {formatTimeOfDay(sentAt)}
          </button>,
          state,
          receives,
          group,
          body.slice(0, 300),
        ]}
      />
      {next === undefined ? null : (
        <button type="button" onClick={goOn}>
          Show more messages
        </button>
      )}
      {whole === undefined ? null : <WholeMessage message={whole} />}
    </>
  );
}

function WholeMessage({ message }: { message: QueuedMessage }) {
  const { id, body, state, sentAt, hiddenUntil, receives, firstReceivedAt, sender, attributes } = message;
  const optional: Readonly<Record<string, string | undefined>> = {
    "Hidden until": hiddenUntil === undefined ? undefined : formatTime(hiddenUntil),
    "First received": firstReceivedAt === undefined ? undefined : formatTime(firstReceivedAt),
    Group: message.group,
    "Deduplication id": message.deduplicationId,
    "Sequence number": message.sequenceNumber,
    "Dead letter of": message.deadLetterSource === undefined ? undefined : parseName(message.deadLetterSource),
  };
  return (
    <section aria-label={`Message ${id}`}>
      <h3>{`Message ${id}`}</h3>
      <Facts
        facts={[
          ["State", state],
          ["Sent", formatTime(sentAt)],
          ["Receives", receives],
          ["Sender", sender],
          ...Object.entries(optional).filter(([, value]) => value !== undefined),
          ...Object.entries(attributes).map(([name, { type, value }]) => [`${name} (${type})`, value] as const),
        ]}
      />
      <CopyText label="Body" text={body} />
    </section>
  );
}
