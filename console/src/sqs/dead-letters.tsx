import { useState } from "preact/hooks";
import { formatTime } from "../formats";
import { useLoaded, useReloadWhile } from "../loaded";
import { to } from "../route";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { cancelMove, moveTasks, listSources, startMove, type MoveTask, type Queue } from "./queues";

/**
 * For a dead-letter queue: its source queues, and a button that moves messages back to them. Empty for other queues.
 */
export function DeadLetters({ queue }: { queue: Queue }) {
  const { value: sources = [], error } = useLoaded(() => listSources(queue), queue.name, ["sqs"]);
  if (sources.length === 0) return <Notice error={error} />;
  return (
    <>
      <h2>Dead letters</h2>
      <p>
        {"Messages that were received too often come here from "}
        {sources.map((name, n) => (
          <span key={name}>
            {n === 0 ? "" : ", "}
            <a href={to("sqs", name)}>{name}</a>
          </span>
        ))}
        . A redrive moves each of them back to where it came from; what is in flight stays.
      </p>
      <Redrive queue={queue} />
    </>
  );
}

function Redrive({ queue }: { queue: Queue }) {
  const [failure, setFailure] = useState<string>();
  const tasks = useLoaded(() => moveTasks(queue), queue.name, ["sqs"]);
  useReloadWhile(tasks, (all) => all.some(isRunning));
  const run = (work: Promise<unknown>): void => {
    work.then(
      () => setFailure(undefined),
      (refused: unknown) => setFailure(String(refused)),
    );
  };
  const { value = [], error } = tasks;
  return (
    <>
      <button type="button" disabled={value.some(isRunning)} onClick={() => run(startMove(queue))}>
        Start redrive
      </button>
      <Notice error={failure ?? error} />
      <Table
        caption="Redrives"
        columns={["Started", "Status", "Moved", "Of", "Why it failed", "Action"]}
        none="No redrive yet."
        rows={value.map((task) => [
          formatTime(task.StartedTimestamp ?? NaN),
          task.Status,
          task.ApproximateNumberOfMessagesMoved,
          task.ApproximateNumberOfMessagesToMove,
          task.FailureReason,
          task.TaskHandle === undefined ? null : (
            <button type="button" onClick={() => run(cancelMove(task.TaskHandle ?? ""))}>
              Cancel
            </button>
          ),
        ])}
      />
    </>
  );
}

const isRunning = ({ Status }: MoveTask): boolean => Status === "RUNNING" || Status === "CANCELLING";
