import { formatBytes } from "../formats";
import { useLoaded } from "../loaded";
import { to, type Route } from "../route";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { FunctionPage } from "./function-page";
import { listFunctions } from "./functions";

/** The functions, or one of them: `#/lambda/<function>`. */
export const LambdaPage = ({ route: [name] }: { route: Route }) =>
  name === undefined ? <Functions /> : <FunctionPage name={name} />;

function Functions() {
  const { value = [], error } = useLoaded(listFunctions, "functions", ["lambda"]);
  return (
    <>
      <h1>Lambda functions</h1>
      <Notice error={error} />
      <Table
        caption="Functions"
        columns={["Function", "Runtime", "Handler", "Code", "Memory", "Timeout", "Changed", "Description"]}
        none="There is no function yet."
        rows={value.map((item) => [
          <a href={to("lambda", item.FunctionName)}>{item.FunctionName}</a>,
          item.Runtime,
          item.Handler,
          formatBytes(item.CodeSize),
          `${item.MemorySize} MB`,
          `${item.Timeout} s`,
          item.LastModified.slice(0, 19).replace("T", " "),
          item.Description,
        ])}
      />
    </>
  );
}
