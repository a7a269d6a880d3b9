import { useFeed } from "../feed";
import { useLoaded } from "../loaded";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { describeArrow, isUsed, describeNode } from "./figures";
import { FlowDiagram, KIND_NAMES } from "./flow-diagram";
import { loadPipeline } from "./pipeline";

const SHOWN = ["kinesis", "firehose", "lambda", "s3", "sqs", "glue", "kinesisanalyticsv2", "athena", "cloudformation"];

/** The page with the whole cloud: its data flows, their rates, and the records that wait. */
export function OverviewPage() {
  const { message } = useFeed();
  const writes = Object.keys(message?.live["writes"] ?? {});
  const { value, error } = useLoaded(() => loadPipeline(writes), "pipeline", [...SHOWN, writes.length]);
  if (message === undefined || value === undefined)
    return (
      <>
        <h1>Overview</h1>
        <Notice error={error} />
        <p class="none">Asking the cloud …</p>
      </>
    );
  const pipeline = { ...value, arrows: value.arrows.filter((arrow) => isUsed(arrow, message)) };
  const getName = (id: string): string => pipeline.nodes.find((node) => node.id === id)?.name ?? id;
  return (
    <>
      <h1>Overview</h1>
      <Notice error={error} />
      {pipeline.nodes.length === 1 ? (
        <p>
          Nothing has been created yet. Run the first cells of a lab, or a command such as{" "}
          <code>aws kinesis create-stream</code>: it shows here at once.
        </p>
      ) : (
        <FlowDiagram pipeline={pipeline} message={message} />
      )}
      <h2>The same in words</h2>
      <Table
        caption="Arrows"
        columns={["From", "To", "Flow"]}
        none="Nothing leads anywhere yet."
        rows={pipeline.arrows.map((arrow) => {
          const { rate, lag } = describeArrow(arrow, message);
          return [getName(arrow.from), getName(arrow.to), [rate, lag].filter((part) => part !== "").join(", ")];
        })}
      />
      <Table
        caption="Things"
        columns={["Kind", "Name", "Holds"]}
        none=""
        rows={pipeline.nodes.slice(1).map((node) => {
          const { status, holds } = describeNode(node, message);
          return [KIND_NAMES[node.kind], node.name, status ?? holds];
        })}
      />
    </>
  );
}
