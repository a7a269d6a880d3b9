import { useFeed } from "../feed";
import { Table } from "../widgets/table";
import { FaultForm } from "./fault-form";

/** The page that plans faults: how a program behaves when AWS throttles or fails can only be seen when AWS does so. */
export function FaultsPage() {
  const { message } = useFeed();
  const faults = message?.faults ?? [];
  return (
    <>
      <h1>Faults to inject</h1>
      <p>
        The cloud answers a fault of your choice instead of carrying a call out, so you see what your program does then.
        The calls of this console meet it, too. On AWS there is <abbr title="AWS Fault Injection Service">FIS</abbr> for
        a few of these.
      </p>
      <h2>Injected now</h2>
      <Table
        caption="Injected faults"
        columns={["Service", "Operation", "Code", "Status", "Message", "Share of calls", "Times left"]}
        none="None: every call goes through."
        rows={faults.map(({ service, operation, code, status, message: text, probability, times }) => [
          service,
          operation,
          code,
          status,
          text,
          probability === undefined ? "all" : `${Math.round(probability * 1000) / 10} %`,
          times ?? "no end",
        ])}
      />
      <FaultForm />
    </>
  );
}
