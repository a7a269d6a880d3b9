import { formatTime } from "../formats";
import { ObjectLink } from "../s3/object-link";
import type { RecordStatus } from "./delivery";

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
