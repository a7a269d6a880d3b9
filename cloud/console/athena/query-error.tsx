import { parsePosition, type Position } from "./position";

/** A query's error, and a button that moves the cursor to its position. */
export function QueryError({ message, onGo }: { message: string | undefined; onGo: (place: Position) => void }) {
  const place = message === undefined ? undefined : parsePosition(message);
  return (
    <div role="alert">
      {message === undefined ? null : <p class="notice">{message}</p>}
      {place === undefined ? null : (
        <button type="button" onClick={() => onGo({ ...place })}>
          {`Go to line ${place.line}, column ${place.column}`}
        </button>
      )}
    </div>
  );
}
