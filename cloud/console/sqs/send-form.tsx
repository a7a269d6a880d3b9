import { useState } from "preact/hooks";
import { Notice } from "../widgets/notice";
import { isFifo, sendMessage, type NewMessage, type Queue } from "./queues";

const EMPTY: NewMessage = { body: "", delaySeconds: "", group: "", deduplicationId: "" };

/** Sends a message, as a program would. */
export function SendForm({ queue }: { queue: Queue }) {
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
