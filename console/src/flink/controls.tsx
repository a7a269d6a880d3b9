import { useState } from "preact/hooks";
import { formatTime } from "../formats";
import { useLoaded } from "../loaded";
import { AskFirst } from "../widgets/ask-first";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { snapshot, listSnapshots, start, stop } from "./applications";

/** Starts and stops an application. */
export function Controls({ name, status }: { name: string; status: string }) {
  const [error, setError] = useState<string>();
  const run = (call: Promise<unknown>): void => {
    call.then(
      () => setError(undefined),
      (refused: unknown) => setError(String(refused)),
    );
  };
  return (
    <>
      <div class="bar">
        <button type="button" disabled={status !== "READY"} onClick={() => run(start(name))}>
          Start
        </button>
        <AskFirst
          label="Stop the application"
          question="A snapshot is made, and nothing flows until it is started again."
          disabled={status !== "RUNNING"}
          onYes={() => run(stop(name))}
        />
        <span role="status">{status === "STARTING" || status === "STOPPING" ? `${status} …` : ""}</span>
      </div>
      <Notice error={error} />
    </>
  );
}

/** Snapshots of the application's state that it can be started from. */
export function Snapshots({ name, isRunning }: { name: string; isRunning: boolean }) {
  const { value = [], error } = useLoaded(() => listSnapshots(name), `snapshots ${name}`, ["kinesisanalyticsv2"]);
  const [requested, setRequested] = useState("");
  const [refused, setRefused] = useState<string>();
  const make = (event: Event): void => {
    event.preventDefault();
    snapshot(name, requested).then(
      () => (setRefused(undefined), setRequested("")),
      (fault: unknown) => setRefused(String(fault)),
    );
  };
  return (
    <>
      <h2>Snapshots</h2>
      <form class="bar" onSubmit={make}>
        <label>
          {"Name "}
          <input value={requested} onInput={({ currentTarget }) => setRequested(currentTarget.value)} />
        </label>
        <button type="submit" disabled={!isRunning || requested === ""}>
          Make a snapshot
        </button>
        {isRunning ? null : <span>Only a running application can create one.</span>}
      </form>
      <Notice error={refused ?? error} />
      <Table
        caption="Snapshots"
        columns={["Snapshot", "Status", "Version", "Made"]}
        none="There is no snapshot yet."
        rows={value.map((snapshot) => [
          snapshot.SnapshotName,
          snapshot.SnapshotStatus,
          snapshot.ApplicationVersionId,
          formatTime((snapshot.SnapshotCreationTimestamp ?? Number.NaN) * 1000),
        ])}
      />
    </>
  );
}
