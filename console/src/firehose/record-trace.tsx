import { useState } from "preact/hooks";
import { Notice } from "../widgets/notice";
import { trace, type RecordStatus } from "./delivery";
import { formatTime } from "../formats";
import { ObjectLink } from "../s3/object-link";

/** Where a record is, in a sentence. */
export function RecordStatusText({ status }: { status: RecordStatus }) {
  switch (status.state) {
    case "processing":
      return <>It was accepted, and is being processed.</>;
    case "buffered":
      return (
        <>{`It waits in the buffer ${status.partition === "" ? "" : `of ${status.partition} `}until ${formatTime(status.dueAt)}.`}</>
      );
    case "delivering":
      return (
        <>
          {"Its buffer is closed, and on its way to "}
          <ObjectLink object={status.object} />
        </>
      );
    case "ended": {
      const { kind, at, object, errorType } = status.outcome;
      return (
        <>
          {`${kind}${errorType === undefined ? "" : ` (${errorType})`} at ${formatTime(at)}${object === undefined ? "" : ": "}`}
          {object === undefined ? null : <ObjectLink object={object} />}
        </>
      );
    }
  }
}

/** A form that finds one record, by the id that a put returned, or by its sequence number in the source stream. */
export function RecordTrace({ stream }: { stream: string }) {
  const [record, setRecord] = useState("");
  const [statuses, setPlaces] = useState<readonly RecordStatus[]>();
  const [error, setError] = useState<string>();
  const ask = (event: Event): void => {
    event.preventDefault();
    trace(stream, record).then(
      ({ places: found }) => (setPlaces(found), setError(undefined)),
      (refused: unknown) => (setPlaces(undefined), setError(String(refused))),
    );
  };
  return (
    <>
      <h2>Trace a record</h2>
      <form class="bar" onSubmit={ask}>
        <label>
          {"Record id or sequence number "}
          <input size={56} value={record} onInput={({ currentTarget }) => setRecord(currentTarget.value)} />
        </label>
        <button type="submit" disabled={record.trim() === ""}>
          Where is it?
        </button>
      </form>
      <Notice error={error} />
      <ol aria-label="Places of the record" role="list" aria-live="polite">
        {(statuses ?? []).map((status, n) => (
          <li key={n}>
            <RecordStatusText status={status} />
          </li>
        ))}
      </ol>
      {statuses?.length === 0 ? (
        <p role="status">This delivery stream never had that record, or has forgotten it.</p>
      ) : null}
    </>
  );
}
