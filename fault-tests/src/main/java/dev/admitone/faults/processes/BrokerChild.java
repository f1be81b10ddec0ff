package dev.admitone.faults.processes;

import dev.admitone.embedded.EmbeddedCluster;
import dev.admitone.embedded.EmbeddedKafka;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The process of a broker, which ends in order when its input does. */
public final class BrokerChild {

  /** Where the ports of several brokers stand. */
  private static final int SEVERAL = 3;

  private BrokerChild() {}

  /**
   * Takes its kind, its directory and its port. A broker of several takes instead of the port its
   * id, the ports of all with commas between them, and the cluster's id.
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream output = System.out;
    System.setOut(System.err);
    try (EmbeddedKafka kafka = start(arguments)) {
      output.println(Child.READY + kafka.port() + " " + kafka.port());
      output.flush();
      System.in.transferTo(OutputStream.nullOutputStream());
    }
    System.exit(0);
  }

  private static EmbeddedKafka start(String... arguments) {
    Path directory = Path.of(arguments[1]);
    int number = Integer.parseInt(arguments[2]);
    if (arguments.length <= SEVERAL) {
      return EmbeddedKafka.start(directory, number);
    }
    List<Integer> ports =
        Arrays.stream(arguments[SEVERAL].split(",", -1)).map(Integer::valueOf).toList();
    return EmbeddedCluster.startOne(directory, number, ports, arguments[SEVERAL + 1]);
  }
}
