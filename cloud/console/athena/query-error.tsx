import { parsePosition, type Position } from "./position";

/** A query's error, and a button that moves the cursor to its position. */
export function QueryError({ message, onGo }: { message: string | undefined; onGo: (position: Position) => void }) {
  const position = message === undefined ? undefined : parsePosition(message);
  return (
    <div role="alert">
      {message === undefined ? null : <p class="notice">{message}</p>}
      {position === undefined ? null : (
        <button type="button" onClick={() => onGo({ ...position })}>
          {`Go to line ${position.line}, column ${position.column}`}
        </button>
      )}
    </div>
  );
}
