import { positionIn, type Position } from "./position";

/** What is wrong with a query, and the way to the place. */
export function QueryError({ message, onGo }: { message: string | undefined; onGo: (place: Position) => void }) {
  const place = message === undefined ? undefined : positionIn(message);
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
