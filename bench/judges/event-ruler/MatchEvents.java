import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import software.amazon.event.ruler.Ruler;

/** Reads a pattern and an event per line, as JSON, and prints whether they match: true, false or invalid. */
public class MatchEvents {
  public static void main(String[] args) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      JsonNode item = mapper.readTree(line);
      System.out.println(match(item.get("event").toString(), item.get("pattern").toString()));
    }
  }

  private static String match(String event, String pattern) {
    try {
      return String.valueOf(Ruler.matchesRule(event, pattern));
    } catch (Exception refused) {
      return "invalid";
    }
  }
}
