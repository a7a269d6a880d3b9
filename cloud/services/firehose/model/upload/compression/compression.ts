import type { Compression } from "../../destination/settings";
import { gzip } from "./gzip";
import type { Pieces } from "./pieces";
import { writeHadoopSnappy, writeSnappyJava } from "./snappy";
import { zip } from "./zip";

/** The compression of an object, and the end of its name. */
interface Packing {
  /** With the dot; empty if the format has none. */
  readonly extension: string;
  readonly contentEncoding: string | undefined;
  /** @param entry the name and time of the one file inside, for archive formats */
  readonly pack: (content: Pieces, entry: { readonly name: string; readonly at: number }) => Pieces;
}

/**
 * Firehose's compression formats with their extensions and Content-Encodings, as measured on AWS in 2026. (AWS's own table
 * says `.hsnappy` for Hadoop-compatible Snappy.)
 */
export const PACKINGS: Readonly<Record<Compression, Packing>> = {
  UNCOMPRESSED: { extension: "", contentEncoding: undefined, pack: (content) => content },
  GZIP: { extension: ".gz", contentEncoding: "gzip", pack: gzip },
  ZIP: { extension: ".zip", contentEncoding: "zip", pack: zip },
  Snappy: { extension: ".snappy", contentEncoding: "snappy-java", pack: writeSnappyJava },
  HADOOP_SNAPPY: { extension: ".snappy", contentEncoding: "hadoop-snappy", pack: writeHadoopSnappy },
};
