import com.fasterxml.jackson.databind.ObjectMapper;
import io.trino.Session;
import io.trino.spi.TrinoException;
import io.trino.spi.type.ArrayType;
import io.trino.spi.type.MapType;
import io.trino.spi.type.RowType;
import io.trino.spi.type.SqlVarbinary;
import io.trino.spi.type.TimeZoneKey;
import io.trino.spi.type.Type;
import io.trino.sql.parser.ParsingException;
import io.trino.testing.LocalQueryRunner;
import io.trino.testing.MaterializedResult;
import io.trino.testing.MaterializedRow;
import io.trino.testing.TestingSession;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Answers what Trino makes of queries: one a line, as a JSON string. An answer is a line of JSON: `{"types": […], "rows": [[…]]}` with
 * values printed as Athena prints them, or `{"code": …, "message": …}`. A line that is a JSON array holds expressions, each of which is
 * answered as `SELECT <expression>` would be: to plan a hundred at once takes a fraction of the time.
 */
public class TrinoJudge {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, false, "UTF-8");
    System.setOut(System.err);
    Logger.getLogger("").setLevel(Level.OFF);
    Session session =
        TestingSession.testSessionBuilder()
            .setTimeZoneKey(TimeZoneKey.UTC_KEY)
            .setStart(Instant.parse("2030-01-01T00:00:00Z"))
            .build();
    LocalQueryRunner runner = LocalQueryRunner.create(session);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = in.readLine()) != null; ) {
      List<Map<String, Object>> answers =
          line.startsWith("[")
              ? answers(runner, List.of(JSON.readValue(line, String[].class)))
              : List.of(answer(runner, JSON.readValue(line, String.class)));
      for (Map<String, Object> answer : answers) out.println(JSON.writeValueAsString(answer));
      out.flush();
    }
    // Its threads would keep the program.
    Runtime.getRuntime().halt(0);
  }

  /** Where one of many fails, each half is asked by itself. */
  private static List<Map<String, Object>> answers(LocalQueryRunner runner, List<String> expressions) {
    Map<String, Object> all = answer(runner, "SELECT " + String.join(", ", expressions));
    if (expressions.size() == 1) return List.of(all);
    List<Map<String, Object>> answers = new ArrayList<>();
    if (all.get("types") instanceof List<?> types && all.get("rows") instanceof List<?> rows) {
      List<?> row = (List<?>) rows.get(0);
      for (int at = 0; at < types.size(); at++) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("types", types.subList(at, at + 1));
        one.put("rows", List.of(row.subList(at, at + 1)));
        answers.add(one);
      }
      return answers;
    }
    int half = expressions.size() / 2;
    answers.addAll(answers(runner, expressions.subList(0, half)));
    answers.addAll(answers(runner, expressions.subList(half, expressions.size())));
    return answers;
  }

  private static Map<String, Object> answer(LocalQueryRunner runner, String sql) {
    Map<String, Object> answer = new LinkedHashMap<>();
    try {
      MaterializedResult result = runner.execute(sql);
      List<String> types = new ArrayList<>();
      for (Type type : result.getTypes()) types.add(type.getDisplayName());
      List<List<String>> rows = new ArrayList<>();
      for (MaterializedRow row : result.getMaterializedRows()) {
        List<String> values = new ArrayList<>();
        for (int at = 0; at < row.getFieldCount(); at++) values.add(print(result.getTypes().get(at), row.getField(at)));
        rows.add(values);
      }
      answer.put("types", types);
      answer.put("rows", rows);
    } catch (ParsingException e) {
      answer.put("code", "SYNTAX");
      answer.put("message", e.getMessage());
    } catch (TrinoException e) {
      answer.put("code", e.getErrorCode().getName());
      answer.put("message", e.getMessage());
    } catch (RuntimeException e) {
      answer.put("code", "JUDGE");
      answer.put("message", e.toString());
    }
    return answer;
  }

  /** Null stays null; inside of others it is a word. */
  private static String print(Type type, Object value) {
    if (value == null) return null;
    if (value instanceof SqlVarbinary bytes) {
      StringBuilder hex = new StringBuilder();
      for (byte one : bytes.getBytes()) hex.append(hex.isEmpty() ? "" : " ").append(String.format("%02x", one));
      return hex.toString();
    }
    if (type instanceof ArrayType array && value instanceof List<?> items) {
      List<String> printed = new ArrayList<>();
      for (Object item : items) printed.add(print(array.getElementType(), item));
      return "[" + String.join(", ", printed) + "]";
    }
    if (type instanceof MapType map && value instanceof Map<?, ?> entries) {
      List<String> printed = new ArrayList<>();
      for (Map.Entry<?, ?> entry : entries.entrySet())
        printed.add(print(map.getKeyType(), entry.getKey()) + "=" + print(map.getValueType(), entry.getValue()));
      return "{" + String.join(", ", printed) + "}";
    }
    if (type instanceof RowType row) {
      List<?> members = value instanceof MaterializedRow given ? given.getFields() : (List<?>) value;
      List<String> printed = new ArrayList<>();
      for (int at = 0; at < members.size(); at++) {
        RowType.Field field = row.getFields().get(at);
        printed.add(field.getName().orElse("field" + at) + "=" + print(field.getType(), members.get(at)));
      }
      return "{" + String.join(", ", printed) + "}";
    }
    return value.toString();
  }
}
