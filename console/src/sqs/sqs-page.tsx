import { useFeed } from "../feed";
import { useLoaded } from "../loaded";
import { to, type Route } from "../route";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { QueuePage } from "./queue-page";
import { listQueueNames } from "./queues";

/** The queues, or one of them: `#/sqs/<queue>`. */
export const SqsPage = ({ route: [name] }: { route: Route }) =>
  name === undefined ? <Queues /> : <QueuePage name={name} />;

function Queues() {
  const { message } = useFeed();
  const { value: names = [], error } = useLoaded(listQueueNames, "queues", ["sqs"]);
  return (
    <>
      <h1>SQS queues</h1>
      <Notice error={error} />
      <Table
        caption="Queues"
        columns={["Queue", "Type", "Ready", "In flight", "Delayed"]}
        none="There is no queue yet."
        rows={names.map((name) => {
          const { ready, inFlight, delayed } = message?.live["sqs"]?.[name] ?? {};
          const type = name.endsWith(".fifo") ? "FIFO" : "standard";
          return [<a href={to("sqs", name)}>{name}</a>, type, ready, inFlight, delayed];
        })}
      />
    </>
  );
}
