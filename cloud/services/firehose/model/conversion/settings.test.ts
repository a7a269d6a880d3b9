import type { ExtendedS3DestinationConfiguration, ExtendedS3DestinationUpdate } from "@aws-sdk/client-firehose";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../../testing/use-cloud";
import { createConversion, createConverting, makeTable, createDeliveryTools, ROLE } from "../../testing/glue-tables";

const PARQUET = createConverting(createConversion({ ParquetSerDe: {} }));

describe("settings of Firehose format conversion", () => {
  const cloud = useCloud();
  const { create } = createDeliveryTools(cloud);
  const update = (ExtendedS3DestinationUpdate: ExtendedS3DestinationUpdate, version = "1"): Promise<unknown> =>
    cloud.firehose.updateDestination({
      DeliveryStreamName: "s",
      CurrentDeliveryStreamVersionId: version,
      DestinationId: "destinationId-000000000001",
      ExtendedS3DestinationUpdate,
    });
  beforeEach(() => makeTable(cloud, { id: "int" }));
  const conversion = createConversion({ ParquetSerDe: {} });
  const findRefusal = async (destination: Partial<ExtendedS3DestinationConfiguration>): Promise<string> => {
    const { name, message } = await catchFault(create("s", destination));
    expect(name).to.equal("InvalidArgumentException");
    return message;
  };
  const createHints = (SizeInMBs: number) => ({ SizeInMBs, IntervalInSeconds: 60 });
  const none = {
    SchemaConfiguration: undefined,
    InputFormatConfiguration: undefined,
    OutputFormatConfiguration: undefined,
  };
  const schema = conversion.SchemaConfiguration;

  const inOrder: readonly (readonly [
    fact: string,
    destination: Partial<ExtendedS3DestinationConfiguration>,
    message: string | RegExp,
  ])[] = [
    [
      "FH-076, FH-078",
      { CompressionFormat: "GZIP", BufferingHints: createHints(1), DataFormatConversionConfiguration: none },
      /^The S3 destination's compression format must be set to UNCOMPRESSED when data format conversion is enabled\. /,
    ],
    [
      "FH-077, FH-078",
      { BufferingHints: createHints(63), DataFormatConversionConfiguration: none },
      "BufferingHints.SizeInMBs must be at least 64 when data format conversion is enabled.",
    ],
    ["FH-078", { DataFormatConversionConfiguration: none }, "InputFormatConfiguration must not be null"],
    [
      "FH-078",
      {
        DataFormatConversionConfiguration: {
          ...conversion,
          OutputFormatConfiguration: undefined,
          SchemaConfiguration: undefined,
        },
      },
      "OutputFormatConfiguration must not be null",
    ],
    [
      "FH-078",
      {
        DataFormatConversionConfiguration: {
          ...conversion,
          InputFormatConfiguration: {},
          SchemaConfiguration: undefined,
        },
      },
      "SchemaConfiguration must not be null",
    ],
    [
      "FH-078",
      {
        DataFormatConversionConfiguration: {
          ...conversion,
          InputFormatConfiguration: {},
          OutputFormatConfiguration: {},
        },
      },
      "Deserializer must not be null",
    ],
    [
      "FH-078",
      { DataFormatConversionConfiguration: { ...conversion, OutputFormatConfiguration: {} } },
      "Serializer must not be null",
    ],
    [
      "FH-078",
      {
        DataFormatConversionConfiguration: {
          ...conversion,
          InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {}, HiveJsonSerDe: {} } },
        },
      },
      "More than one deserializer specified. Only one may be chosen.",
    ],
    [
      "FH-078",
      {
        DataFormatConversionConfiguration: {
          ...conversion,
          OutputFormatConfiguration: { Serializer: { ParquetSerDe: {}, OrcSerDe: {} } },
        },
      },
      "More than one serializer specified. Only one may be chosen.",
    ],
    [
      "FH-078",
      { DataFormatConversionConfiguration: { ...conversion, SchemaConfiguration: {} } },
      "SchemaConfiguration.RoleArn must not be null or empty",
    ],
    [
      "FH-078",
      { DataFormatConversionConfiguration: { ...conversion, SchemaConfiguration: { RoleARN: ROLE } } },
      "SchemaConfiguration.DatabaseName must not be null or empty",
    ],
    [
      "FH-078",
      {
        DataFormatConversionConfiguration: {
          ...conversion,
          SchemaConfiguration: { RoleARN: ROLE, DatabaseName: "d" },
        },
      },
      "SchemaConfiguration.TableName must not be null or empty",
    ],
    [
      "FH-080",
      { DataFormatConversionConfiguration: { ...conversion, SchemaConfiguration: { ...schema, TableName: "none" } } },
      /EntityNotFoundException/,
    ],
    [
      "FH-080",
      {
        DataFormatConversionConfiguration: {
          ...conversion,
          SchemaConfiguration: { ...schema, DatabaseName: "none" },
        },
      },
      /^Database none not found\..*\(Service: AWSGlue; Status Code: 400; Error Code: EntityNotFoundException; /,
    ],
    [
      "FH-081",
      {
        DataFormatConversionConfiguration: createConversion(
          { ParquetSerDe: {} },
          { hive: { TimestampFormats: ["yyyy", "yyyy-bb"] } },
        ),
      },
      "One or more SerDe options are invalid for org.apache.hcatalog.data.JsonSerDe: [Key: timestamp.formats Value: yyyy-bb]",
    ],
  ];
  for (const [fact, destination, message] of inOrder) {
    it(`are rejected: ${typeof message === "string" ? message : message.source} (${fact})`, async () => {
      const refusal = await findRefusal(destination);
      if (typeof message === "string") expect(refusal).to.equal(message);
      else expect(refusal).to.match(message);
    });
  }
  it("have limits (FH-084)", async () => {
    for (const serializer of [
      { ParquetSerDe: { BlockSizeBytes: 1 } },
      { ParquetSerDe: { PageSizeBytes: 1 } },
      { OrcSerDe: { StripeSizeBytes: 1 } },
      { OrcSerDe: { RowIndexStride: 999 } },
    ]) {
      expect(await catchFault(create("s", createConverting(createConversion(serializer))))).to.include({
        name: "ValidationException",
      });
    }
  });
  it("require a role that Firehose can assume", async () => {
    await cloud.restart({ iam: "on" });
    await makeTable(cloud, { id: "int" });
    expect((await catchFault(create("s", PARQUET))).message).to.match(/^Firehose is unable to assume role/);
  });

  const readDescription = async () =>
    (await cloud.firehose.describeDeliveryStream({ DeliveryStreamName: "s" })).DeliveryStreamDescription
      ?.Destinations?.[0]?.ExtendedS3DestinationDescription;
  it("are described as given, enabled, and with 128 MiB as the default hint (FH-077, FH-079)", async () => {
    await create("s", { DataFormatConversionConfiguration: conversion });
    const { BufferingHints, DataFormatConversionConfiguration } = (await readDescription()) ?? {};
    expect(BufferingHints).to.deep.equal({ SizeInMBs: 128, IntervalInSeconds: 300 });
    expect(DataFormatConversionConfiguration).to.deep.equal({ Enabled: true, ...conversion });
  });
  it("aren't validated while disabled, and enabling them fails with the stored default of 5 MiB (FH-077, FH-079)", async () => {
    await create("s", {
      CompressionFormat: "GZIP",
      DataFormatConversionConfiguration: { Enabled: false, SchemaConfiguration: { RoleARN: ROLE } },
    });
    expect((await readDescription())?.DataFormatConversionConfiguration).to.deep.equal({
      Enabled: false,
      SchemaConfiguration: { RoleARN: ROLE },
    });
    const on = {
      CompressionFormat: "UNCOMPRESSED",
      DataFormatConversionConfiguration: {
        ...conversion,
        SchemaConfiguration: { DatabaseName: "d", TableName: "t" },
        Enabled: true,
      },
    } as const;
    expect((await catchFault(update(on))).message).to.equal(
      "BufferingHints.SizeInMBs must be at least 64 when data format conversion is enabled.",
    );
    await update({ ...on, BufferingHints: createHints(64) });
    expect((await readDescription())?.DataFormatConversionConfiguration?.SchemaConfiguration).to.deep.equal({
      RoleARN: ROLE,
      DatabaseName: "d",
      TableName: "t",
    });
  });
  it("are rejected for ORC without a Python with pyarrow", async () => {
    await cloud.restart({ python: "no-such-python" });
    await makeTable(cloud, { id: "int" });
    const fault = await catchFault(create("s", createConverting(createConversion({ OrcSerDe: {} }))));
    expect(fault)
      .to.include({ name: "NotImplemented" })
      .with.property("message")
      .that.matches(/^ORC needs a Python with pyarrow/);
    await create("s", PARQUET);
  });
});
