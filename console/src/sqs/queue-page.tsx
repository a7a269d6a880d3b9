import { useState } from "preact/hooks";
import { useFeed } from "../feed";
import { formatTime, formatCount } from "../formats";
import { useLoaded } from "../loaded";
import { to } from "../route";
import { AskFirst } from "../widgets/ask-first";
import { Facts } from "../widgets/facts";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { DeadLetters } from "./dead-letters";
import { MessageList } from "./message-list";
import { isFifo, purge, readQueue, getRedrive, type Queue, sendMessage, type NewMessage } from "./queues";

const EMPTY: NewMessage = { body: "", delaySeconds: "", group: "", deduplicationId: "" };

/** Sends a message, as a program would. */
function SendForm({ queue }: { queue: Queue }) {
  const [message, setMessage] = useState(EMPTY);
  const [output, say] = useState("");
  const [error, setError] = useState<string>();
  const send = (event: Event): void => {
    event.preventDefault();
    sendMessage(queue, message).then(
      (id) => (say(`Sent as ${id}`), setError(undefined)),
      (refused: unknown) => (say(""), setError(String(refused))),
    );
  };
  const renderField = (label: string, name: keyof NewMessage, inputMode: "text" | "numeric" = "text") => (
    <label>
      {`${label} `}
      <input
        inputMode={inputMode}
        value={message[name]}
        onInput={({ currentTarget }) => setMessage({ ...message, [name]: currentTarget.value })}
      />
    </label>
  );
  return (
    <>
      <h2>Send a message</h2>
      <form class="tall" onSubmit={send}>
        <label>
          Body
          <textarea
            rows={4}
            spellcheck={false}
            value={message.body}
            onInput={({ currentTarget }) => setMessage({ ...message, body: currentTarget.value })}
          />
        </label>
        <div class="bar">
          {isFifo(queue) ? (
            <>
              {renderField("Message group", "group")}
              {renderField("Deduplication id", "deduplicationId")}
            </>
          ) : (
            renderField("Delay in seconds", "delaySeconds", "numeric")
          )}
          <button type="submit" disabled={message.body === ""}>
            Send
          </button>
          <span role="status">{output}</span>
        </div>
      </form>
      <Notice error={error} />
    </>
  );
}

/** One queue: its messages, its settings, and its actions. */
export function QueuePage({ name }: { name: string }) {
  const { value: queue, error } = useLoaded(() => readQueue(name), name, ["sqs"]);
  return (
    <>
      <p>
        <a href={to("sqs")}>All queues</a>
      </p>
      <h1>{name}</h1>
      <Notice error={error} />
      {queue === undefined ? null : (
        <>
          <Described queue={queue} />
          <MessageList queue={name} />
          <SendForm queue={queue} />
          <DeadLetters queue={queue} />
          <Attributes queue={queue} />
        </>
      )}
    </>
  );
}

function Described({ queue }: { queue: Queue }) {
  const { message } = useFeed();
  const [failure, setFailure] = useState<string>();
  const { ready, inFlight, delayed } = message?.live["sqs"]?.[queue.name] ?? {};
  const redrive = getRedrive(queue);
  const all = Number(ready ?? 0) + Number(inFlight ?? 0) + Number(delayed ?? 0);
  return (
    <>
      <Facts
        facts={{
          Type: isFifo(queue) ? "FIFO" : "standard",
          Ready: ready,
          "In flight": inFlight,
          Delayed: delayed,
          "Visibility timeout": `${queue.attributes["VisibilityTimeout"] ?? ""} s`,
          "Dead letters go to":
            redrive === undefined ? (
              "nowhere"
            ) : (
              <>
                <a href={to("sqs", redrive.target)}>{redrive.target}</a>
                {` after ${formatCount(redrive.after, "receive")}`}
              </>
            ),
          URL: queue.url,
        }}
      />
      <AskFirst
        label="Purge the queue"
        question={`All messages of ${queue.name} are deleted for good: ${formatCount(all, "message")} at this moment, those in flight included. AWS allows it once a minute.`}
        onYes={() =>
          void purge(queue).then(
            () => setFailure(undefined),
            (refused: unknown) => setFailure(String(refused)),
          )
        }
      />
      <Notice error={failure} />
    </>
  );
}

/** Attributes whose values are seconds since the epoch. */
const TIMES = new Set(["CreatedTimestamp", "LastModifiedTimestamp"]);

const Attributes = ({ queue: { attributes } }: { queue: Queue }) => (
  <>
    <h2>Attributes</h2>
    <Table
      caption="Attributes"
      columns={["Attribute", "Value"]}
      none="The queue has no attributes."
      rows={Object.entries(attributes)
        .filter(([name]) => !name.startsWith("ApproximateNumber"))
        .map(([name, value]) => [name, TIMES.has(name) ? formatTime(Number(value) * 1000) : value])}
    />
  </>
);
