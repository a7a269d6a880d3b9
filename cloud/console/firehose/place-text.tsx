import { clockTime } from "../formats";
import { ObjectLink } from "../s3/object-link";
import type { Place } from "./delivery";

/** Where a record is, in a sentence. */
export function PlaceText({ place }: { place: Place }) {
  switch (place.state) {
    case "processing":
      return <>It was accepted, and is being processed.</>;
    case "buffered":
      return (
        <>{`It waits in the buffer ${place.partition === "" ? "" : `of ${place.partition} `}until ${clockTime(place.dueAt)}.`}</>
      );
    case "delivering":
      return (
        <>
          {"Its buffer is closed, and on its way to "}
          <ObjectLink object={place.object} />
        </>
      );
    case "ended": {
      const { kind, at, object, errorType } = place.outcome;
      return (
        <>
          {`${kind}${errorType === undefined ? "" : ` (${errorType})`} at ${clockTime(at)}${object === undefined ? "" : ": "}`}
          {object === undefined ? null : <ObjectLink object={object} />}
        </>
      );
    }
  }
}
