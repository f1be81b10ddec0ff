package dev.admitone.faults.processes;

import dev.admitone.embedded.EmbeddedKafka;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/** The process of a broker, which ends in order when its input does. */
public final class BrokerChild {

  private BrokerChild() {}

  /** Takes its kind, its directory and its port. */
  public static void main(String[] arguments) throws IOException {
    PrintStream output = System.out;
    System.setOut(System.err);
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(Path.of(arguments[1]), Integer.parseInt(arguments[2]))) {
      output.println(Child.READY + kafka.port() + " " + kafka.port());
      output.flush();
      System.in.transferTo(OutputStream.nullOutputStream());
    }
    System.exit(0);
  }
}
