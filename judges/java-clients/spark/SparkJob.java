import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * A Spark job over S3A, `SparkJob BUCKET`: reads what Firehose delivered into `delivered/` (gzip of JSON lines, in folders by hour), writes it as
 * Parquet by city, overwrites one city, appends to another, and writes the sums as JSON lines. It says `read COUNT` and `city SUM` for each city as
 * read back.
 */
public final class SparkJob {
  private SparkJob() {}

  public static void main(String[] args) throws Exception {
    String bucket = "s3a://" + args[0];
    try (SparkSession spark = SparkSession.builder().master("local[2]").config("spark.ui.enabled", false).getOrCreate()) {
      Dataset<Row> trips = spark.read().option("recursiveFileLookup", true).json(bucket + "/delivered/");
      System.out.println("read " + trips.count());
      String table = bucket + "/table";
      trips.write().partitionBy("city").mode(SaveMode.Overwrite).parquet(table);
      trips.filter(col("city").equalTo("Rome").and(col("km").equalTo(11))).write().partitionBy("city").mode(SaveMode.Append).parquet(table);
      spark.conf().set("spark.sql.sources.partitionOverwriteMode", "dynamic");
      trips.filter(col("city").equalTo("Oslo").and(col("km").equalTo(11))).write().partitionBy("city").mode(SaveMode.Overwrite).parquet(table);
      Dataset<Row> sums = spark.read().parquet(table).groupBy("city").agg(sum("km").as("km"));
      sums.coalesce(1).write().mode(SaveMode.Overwrite).json(bucket + "/sums");
      for (Row row : spark.read().json(bucket + "/sums").orderBy("city").collectAsList())
        System.out.println(row.getAs("city") + " " + row.getAs("km"));
    }
  }
}
