package dev.admitone.processor;

import dev.admitone.testsupport.ChildJvm;
import dev.admitone.testsupport.JavaCommand;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/** A healing as a process of its own, to be killed. */
final class HealProcess implements AutoCloseable {

  private final ChildJvm process;

  private HealProcess(ChildJvm process) {
    this.process = process;
  }

  /** Begins one that reads few records at a time. */
  static HealProcess start(Site site) throws IOException {
    return new HealProcess(
        ChildJvm.start(
            JavaCommand.of(ProcessorApplication.class)
                .options("-Xmx256m")
                .arguments("heal")
                .arguments(
                    List.of(
                        HealedSite.arguments(site, "--spring.kafka.consumer.max-poll-records=1")))
                .builder()
                .redirectOutput(Redirect.DISCARD)));
  }

  boolean isRunning() {
    return process.isRunning();
  }

  /** SIGKILL; returns when it is gone. */
  @Override
  public void close() {
    process.kill();
  }
}
