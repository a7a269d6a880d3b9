import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.kinesis.sink.KinesisStreamsSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;

/**
 * A jar of Managed Service for Apache Flink as AWS's examples write one: it finds its streams and their options in its property groups, by AWS's own
 * library, and writes what it reads in capitals.
 */
public final class FlinkApplication {
  private FlinkApplication() {}

  public static void main(String[] args) throws Exception {
    Map<String, Properties> groups = KinesisAnalyticsRuntime.getApplicationProperties();
    Properties input = groups.get("input");
    Properties output = groups.get("output");
    StreamExecutionEnvironment flink = StreamExecutionEnvironment.getExecutionEnvironment();
    KinesisStreamsSink<String> sink = KinesisStreamsSink.<String>builder()
        .setKinesisClientProperties(output)
        .setSerializationSchema(new SimpleStringSchema())
        .setPartitionKeyGenerator(String::valueOf)
        .setStreamName(output.getProperty("stream"))
        .build();
    flink
        .addSource(new FlinkKinesisConsumer<>(input.getProperty("stream"), new SimpleStringSchema(), input))
        .uid("source")
        .map(String::toUpperCase)
        .sinkTo(sink)
        .uid("sink");
    flink.execute("capitals");
  }
}
