import { useState } from "preact/hooks";
import { clockTime } from "../formats";
import { Notice } from "../widgets/notice";
import { trace, type Place } from "./delivery";

/** Where one record is: by the id that a put answered, or by its sequence number in the source stream. */
export function RecordTrace({ stream }: { stream: string }) {
  const [record, setRecord] = useState("");
  const [places, setPlaces] = useState<readonly Place[]>();
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
        {(places ?? []).map((place, n) => (
          <li key={n}>{placeText(place)}</li>
        ))}
      </ol>
      {places?.length === 0 ? (
        <p role="status">This delivery stream never had that record, or has forgotten it.</p>
      ) : null}
    </>
  );
}

function placeText(place: Place): string {
  switch (place.state) {
    case "processing":
      return "It was accepted, and is being processed.";
    case "buffered":
      return `It waits in the buffer ${place.partition === "" ? "" : `of ${place.partition} `}until ${clockTime(place.dueAt)}.`;
    case "delivering":
      return `Its buffer is closed, and on its way to s3://${place.object.bucket}/${place.object.key}`;
    case "ended": {
      const { kind, at, object, errorType } = place.outcome;
      const where = object === undefined ? "" : `: s3://${object.bucket}/${object.key}`;
      return `${kind}${errorType === undefined ? "" : ` (${errorType})`} at ${clockTime(at)}${where}`;
    }
  }
}
