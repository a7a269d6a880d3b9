import { parseName } from "../formats";
import { useLoaded } from "../loaded";
import { to } from "../route";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { readTranslation, type Application } from "./applications";

type Sql = NonNullable<
  NonNullable<Application["ApplicationConfigurationDescription"]>["SqlApplicationConfigurationDescription"]
>;

const ArnLink = ({ page, arn }: { page: "kinesis" | "firehose" | "lambda"; arn: string | undefined }) =>
  arn === undefined ? null : page === "lambda" ? <>{arn}</> : <a href={to(page, parseName(arn))}>{parseName(arn)}</a>;

/** The sources and destinations of an SQL application, with their in-application names. */
export function Connections({ sql: { InputDescriptions = [], OutputDescriptions = [] } }: { sql: Sql }) {
  return (
    <Table
      caption="Inputs and outputs"
      columns={["Direction", "Stream of the application", "Resource"]}
      none="The application has neither inputs nor outputs."
      rows={[
        ...InputDescriptions.map((description) => [
          "input",
          (description.InAppStreamNames ?? []).join(", "),
          <>
            <ArnLink page="kinesis" arn={description.KinesisStreamsInputDescription?.ResourceARN} />
            <ArnLink page="firehose" arn={description.KinesisFirehoseInputDescription?.ResourceARN} />
          </>,
        ]),
        ...OutputDescriptions.map((description) => [
          "output",
          description.Name ?? "",
          <>
            <ArnLink page="kinesis" arn={description.KinesisStreamsOutputDescription?.ResourceARN} />
            <ArnLink page="firehose" arn={description.KinesisFirehoseOutputDescription?.ResourceARN} />
            <ArnLink page="lambda" arn={description.LambdaOutputDescription?.ResourceARN} />
          </>,
        ]),
      ]}
    />
  );
}

/** Each part of an SQL application beside the Flink SQL that does the same. */
export function TranslationTable({ name, version }: { name: string; version: number }) {
  const { value, error } = useLoaded(() => readTranslation(name), `translation ${name} ${version}`, []);
  return (
    <>
      <h2>The same in Flink SQL</h2>
      <Notice error={error} />
      {value === undefined ? null : <p>{value.note}</p>}
      <Table
        caption="Translation"
        columns={["SQL-1_0", "Flink SQL"]}
        none=""
        rows={(value?.pairs ?? []).map(({ sql, flink }) => [
          <pre class="part">{sql}</pre>,
          <pre class="part">{flink}</pre>,
        ])}
      />
    </>
  );
}
