package dev.admitone.gateway.log.requests;

import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.testsupport.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;

/** A broker as a process of its own, which can be made to hang: connected, and silent. */
final class BrokerProcess implements AutoCloseable {

  private final ChildJvm process;
  private final String bootstrapServers;

  private BrokerProcess(ChildJvm process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  static BrokerProcess start(Path directory) throws IOException {
    ChildJvm process = ChildJvm.start(BrokerProcess.class, directory);
    return new BrokerProcess(process, process.reply());
  }

  /** In the process: runs until its parent ends it, or is gone. */
  public static void main(String[] arguments) throws IOException {
    EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]), 0);
    ChildJvm.readyToEnd(kafka.bootstrapServers());
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  void hang() throws IOException, InterruptedException {
    process.freeze();
  }

  void goOn() throws IOException, InterruptedException {
    process.thaw();
  }

  @Override
  public void close() {
    process.kill();
  }
}
