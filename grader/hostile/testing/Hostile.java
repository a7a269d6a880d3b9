import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * An application that tries to get out of its sandbox, in its own process and in Flink's task manager. The lines of its file `targets`: a
 * file to write, a port, a process id, a program in Python that holds memory, then files to read. It prints what it reached; its job fails with what that reached.
 */
public final class Hostile {
  private Hostile() {}

  public static void main(String[] args) throws Exception {
    String[] targets;
    try (InputStream file = Hostile.class.getResourceAsStream("/targets")) {
      targets = new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n");
    }
    System.out.println("program reached: " + String.join(" ", reach(targets)));
    StreamExecutionEnvironment flink = StreamExecutionEnvironment.getExecutionEnvironment();
    flink.fromElements(1).map(one -> fail(targets)).print();
    flink.execute("hostile");
  }

  private static int fail(String[] targets) {
    throw new IllegalStateException("task reached: " + String.join(" ", reach(targets)));
  }

  /** An attempt that throws if it fails. */
  private interface Attempt {
    void make() throws Exception;
  }

  private static List<String> reach(String[] targets) {
    List<String> reached = new ArrayList<>();
    attempt(reached, "write", () -> Files.writeString(Path.of(targets[0]), "written"));
    attempt(reached, "port", () -> new Socket("127.0.0.1", Integer.parseInt(targets[1])).close());
    attempt(reached, "process", () -> {
      if (new ProcessBuilder("/bin/kill", "-0", targets[2]).start().waitFor() != 0) throw new Exception();
    });
    attempt(reached, "memory", () -> {
      if (new ProcessBuilder("/usr/bin/python3", "-c", targets[3]).start().waitFor() != 0) throw new Exception();
    });
    for (int at = 4; at < targets.length; at += 1) {
      Path file = Path.of(targets[at]);
      attempt(reached, targets[at], () -> Files.readAllBytes(file));
    }
    return reached;
  }

  private static void attempt(List<String> reached, String name, Attempt attempt) {
    try {
      attempt.make();
      reached.add(name);
    } catch (Exception refused) {
      // Out of reach.
    }
  }
}
