import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.common.type.HiveDecimal;
import org.apache.hadoop.hive.serde2.AbstractSerDe;
import org.apache.hadoop.hive.serde2.SerDeException;
import org.apache.hadoop.hive.serde2.objectinspector.ListObjectInspector;
import org.apache.hadoop.hive.serde2.objectinspector.MapObjectInspector;
import org.apache.hadoop.hive.serde2.objectinspector.ObjectInspector;
import org.apache.hadoop.hive.serde2.objectinspector.PrimitiveObjectInspector;
import org.apache.hadoop.hive.serde2.objectinspector.StructField;
import org.apache.hadoop.hive.serde2.objectinspector.StructObjectInspector;
import org.apache.hadoop.hive.serde2.typeinfo.DecimalTypeInfo;
import org.apache.hadoop.io.Text;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;
import org.json.JSONTokener;
import org.openx.data.jsonserde.JsonSerDe;

/**
 * Answers what a SerDe makes of lines of a table's file. A question is a line of JSON: `{"serde": class, "properties": {…}, "lines": […]}`. An
 * answer is a line with an array: for each line its row, `[value, …]`, with values printed as Athena prints them, or `{"refused": why}`.
 */
public class SerdeJudge {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, false, "UTF-8");
    System.setOut(System.err);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = in.readLine()) != null; ) out.println(JSON.writeValueAsString(answers(JSON.readTree(line))));
    out.flush();
    // Threads of Hadoop's would keep the program.
    Runtime.getRuntime().halt(0);
  }

  private static List<Object> answers(JsonNode question) throws Exception {
    AbstractSerDe serde =
        (AbstractSerDe) Class.forName(question.get("serde").asText()).getDeclaredConstructor().newInstance();
    Properties properties = new Properties();
    question.get("properties").fields().forEachRemaining(p -> properties.setProperty(p.getKey(), p.getValue().asText()));
    serde.initialize(new Configuration(false), properties);
    List<Object> answers = new ArrayList<>();
    for (JsonNode line : question.get("lines")) {
      try {
        answers.add(rowOf(serde, properties, line.asText()));
      } catch (Exception | Error e) {
        answers.add(Map.of("refused", e instanceof SerDeException ? String.valueOf(e.getMessage()) : e.toString()));
      }
    }
    return answers;
  }

  private static List<String> rowOf(AbstractSerDe serde, Properties properties, String line) throws Exception {
    StructObjectInspector inspector = (StructObjectInspector) serde.getObjectInspector();
    Object row = serde.deserialize(new Text(serde instanceof JsonSerDe ? readByOrgJson(line, properties) : line));
    List<String> values = new ArrayList<>();
    for (StructField field : inspector.getAllStructFieldRefs())
      values.add(print(inspector.getStructFieldData(row, field), field.getFieldObjectInspector()));
    return values;
  }

  /** The SerDe came with org.json's reader until its license kept it out: what is no strict JSON is read by that one first. */
  private static String readByOrgJson(String line, Properties properties) throws SerDeException {
    String text = line.trim();
    if (!text.startsWith("{") && !text.startsWith("[")) return line;
    try {
      String read =
          text.startsWith("{")
              ? new JSONObject(new JSONTokener(text)).toString()
              : new JSONArray(new JSONTokener(text)).toString();
      return isStrict(text) ? text : read;
    } catch (JSONException e) {
      if (properties.getProperty(JsonSerDe.PROP_IGNORE_MALFORMED_JSON, "false").equals("true")) return "";
      throw new SerDeException("Row is not a valid JSON Object - JSONException: " + e.getMessage());
    }
  }

  private static boolean isStrict(String text) {
    try {
      JSON.readTree(text);
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  /** Null stays null; inside of others it is a word. */
  private static String print(Object data, ObjectInspector inspector) {
    if (data == null) return null;
    switch (inspector.getCategory()) {
      case PRIMITIVE:
        return printPrimitive(data, (PrimitiveObjectInspector) inspector);
      case LIST:
        ListObjectInspector list = (ListObjectInspector) inspector;
        List<?> items = list.getList(data);
        if (items == null) return null;
        List<String> printed = new ArrayList<>();
        for (Object item : items) printed.add(print(item, list.getListElementObjectInspector()));
        return "[" + String.join(", ", printed) + "]";
      case MAP:
        MapObjectInspector map = (MapObjectInspector) inspector;
        Map<?, ?> entries = map.getMap(data);
        if (entries == null) return null;
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<?, ?> entry : entries.entrySet())
          if (entry.getKey() != null)
            pairs.add(
                print(entry.getKey(), map.getMapKeyObjectInspector())
                    + "="
                    + print(entry.getValue(), map.getMapValueObjectInspector()));
        return "{" + String.join(", ", pairs) + "}";
      case STRUCT:
        StructObjectInspector struct = (StructObjectInspector) inspector;
        List<String> members = new ArrayList<>();
        for (StructField field : struct.getAllStructFieldRefs())
          members.add(
              field.getFieldName() + "=" + print(struct.getStructFieldData(data, field), field.getFieldObjectInspector()));
        return "{" + String.join(", ", members) + "}";
      default:
        throw new IllegalStateException(inspector.getTypeName());
    }
  }

  private static String printPrimitive(Object data, PrimitiveObjectInspector inspector) {
    Object value = inspector.getPrimitiveJavaObject(data);
    if (value == null) return null;
    if (value instanceof byte[] bytes) {
      StringBuilder hex = new StringBuilder();
      for (byte one : bytes) hex.append(hex.isEmpty() ? "" : " ").append(String.format("%02x", one));
      return hex.toString();
    }
    if (value instanceof HiveDecimal decimal)
      return decimal
          .bigDecimalValue()
          .setScale(((DecimalTypeInfo) inspector.getTypeInfo()).scale(), RoundingMode.HALF_UP)
          .toPlainString();
    String text = value.toString();
    if (!inspector.getTypeName().equals("timestamp")) return text;
    // Athena shows milliseconds, always.
    String[] parts = text.split("\\.");
    return parts[0] + "." + ((parts.length > 1 ? parts[1] : "") + "000").substring(0, 3);
  }
}
