import { useState, useEffect, useRef } from "preact/hooks";
import { formatBytes } from "../formats";
import { S3Link } from "../s3/s3-link";
import { CopyText } from "../widgets/copy-text";
import { Facts } from "../widgets/facts";
import { Notice } from "../widgets/notice";
import { cancel, isRunning, type Execution, readExecution } from "./queries";
import { ResultRows } from "./result-rows";
import { readPrices } from "../cost/prices";
import type { Price } from "../lab-api";
import { useLoaded } from "../loaded";
import { type Position, parsePosition } from "./position";

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

/** The interval at which a running query is polled, in ms: the first one, and the longest; it grows each time. */
const [SOONEST_MS, LATEST_MS] = [200, 1_000];

/**
 * A query's execution, polled until it has ended.
 *
 * @param looks a new number polls again, after an action on the query
 * @param onEnd called when the query has ended
 */
function useExecution(
  id: string,
  looks: number,
  onEnd: (execution: Execution) => void,
): { readonly execution: Execution | undefined; readonly error: string | undefined } {
  const [found, setFound] = useState<{ execution?: Execution; error?: string }>({});
  const end = useRef(onEnd);
  end.current = onEnd;
  useEffect(() => {
    let isShown = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (wait: number): Promise<void> => {
      try {
        const execution = await readExecution(id);
        if (!isShown) return;
        setFound({ execution });
        if (!isRunning(execution)) return end.current(execution);
      } catch (error) {
        if (!isShown) return;
        setFound((before) => ({ ...before, error: String(error) }));
      }
      timer = setTimeout(() => void look(Math.min(LATEST_MS, wait * 1.5)), wait);
    };
    void look(SOONEST_MS);
    return () => {
      isShown = false;
      clearTimeout(timer);
    };
  }, [id, looks]);
  return { execution: found.execution, error: found.error };
}

/** A TB in AWS's bills, and the least number of bytes that Athena charges for a query. */
const [TB_BYTES, MIN_QUERY_BYTES] = [2 ** 40, 10 * 2 ** 20];

/**
 * What a query would have cost on AWS, with the source of the price: `0.0000477 USD for data scanned, at least 10 MB a
 * query, at 5 USD a TB (…)`. Statements that change the catalog, and queries that failed, cost nothing.
 *
 * @param price undefined if the list of prices has none, or has not arrived yet
 */
function formatCost({ StatementType, Status, Statistics }: Execution, price: Price | undefined): string {
  if (StatementType !== "DML") return "nothing: it reads no data";
  if (Status.State === "FAILED") return "nothing: it failed";
  if (price === undefined) return "not known";
  const usd = (Math.max(MIN_QUERY_BYTES, Statistics?.DataScannedInBytes ?? 0) * price.usd) / (price.per * TB_BYTES);
  // Not in scientific notation.
  const amount = usd.toLocaleString("en", { maximumSignificantDigits: 3, useGrouping: false });
  const source = price.date === null ? "a price to look up before you rely on it" : `a price of ${price.date}`;
  return `${amount} USD for ${price.what}, at ${price.usd} USD a ${price.unit} (${source})`;
}

interface QueryResultProps {
  readonly id: string;
  /** Whether the editor's text is the query that was run. */
  readonly isInEditor: (sql: string) => boolean;
  readonly onEnd: (execution: Execution) => void;
  readonly onEdit: (sql: string) => void;
  readonly onGo: (position: Position) => void;
}

/** One query: its state and its result. */
export function QueryResult({ id, isInEditor, onEnd, onEdit, onGo }: QueryResultProps) {
  const [looks, look] = useState(0);
  const [refusal, setRefusal] = useState<string>();
  const { execution, error } = useExecution(id, looks, onEnd);
  if (execution === undefined) return <Notice error={error} />;
  const { Status, Query } = execution;
  const stop = (): void => {
    cancel(id).then(
      () => look((n) => n + 1),
      (refused: unknown) => setRefusal(String(refused)),
    );
  };
  const failure = Status.State === "FAILED" ? Status.StateChangeReason : undefined;
  return (
    <section aria-labelledby="result">
      <h2 id="result">Result</h2>
      <div class="bar">
        <span role="status">{Status.State}</span>
        {isRunning(execution) ? (
          <button type="button" onClick={stop}>
            Cancel the query
          </button>
        ) : null}
        {isInEditor(Query) ? null : (
          <button type="button" onClick={() => onEdit(Query)}>
            Put the query into the editor
          </button>
        )}
      </div>
      <Notice error={refusal ?? error} />
      <QueryError message={failure} onGo={(position) => (onEdit(Query), onGo(position))} />
      {isRunning(execution) ? null : <Figures execution={execution} />}
      {Status.State === "SUCCEEDED" ? <ResultRows execution={execution} /> : null}
      <CopyText label="Query" text={Query} />
    </section>
  );
}

function Figures({ execution }: { execution: Execution }) {
  const { Statistics, ResultConfiguration } = execution;
  const price = useLoaded(readPrices, "prices", []).value?.prices.find(({ id }) => id === "athena-tb");
  return (
    <Facts
      facts={{
        Took: `${Statistics?.TotalExecutionTimeInMillis ?? 0} ms`,
        Scanned: formatBytes(Statistics?.DataScannedInBytes ?? 0),
        "Would cost on AWS": formatCost(execution, price),
        "Results in": <S3Link uri={getFolder(ResultConfiguration?.OutputLocation)} />,
      }}
    />
  );
}

/** The folder of a result's file. */
const getFolder = (file: string | undefined): string | undefined => file?.replace(/[^/]*$/, "");
