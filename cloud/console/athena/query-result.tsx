import { useState } from "preact/hooks";
import { formatBytes } from "../formats";
import { S3Place } from "../s3/s3-place";
import { CopyText } from "../widgets/copy-text";
import { Facts } from "../widgets/facts";
import { Notice } from "../widgets/notice";
import { formatCost } from "./cost";
import type { Position } from "./position";
import { cancel, isRunning, type Execution } from "./queries";
import { QueryError } from "./query-error";
import { ResultRows } from "./result-rows";
import { useExecution } from "./use-execution";

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
  return (
    <Facts
      facts={{
        Took: `${Statistics?.TotalExecutionTimeInMillis ?? 0} ms`,
        Scanned: formatBytes(Statistics?.DataScannedInBytes ?? 0),
        "Would cost on AWS": formatCost(execution),
        "Results in": <S3Place uri={getFolder(ResultConfiguration?.OutputLocation)} />,
      }}
    />
  );
}

/** The folder of a result's file. */
const getFolder = (file: string | undefined): string | undefined => file?.replace(/[^/]*$/, "");
