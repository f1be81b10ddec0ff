package dev.admitone.processor;

import dev.admitone.testsupport.ChildJvm;
import dev.admitone.testsupport.JavaCommand;
import java.io.IOException;

/** The processor as a process of its own, to be killed. */
final class ProcessorProcess implements AutoCloseable {

  private final ChildJvm process;

  private ProcessorProcess(ChildJvm process) {
    this.process = process;
  }

  /** Begins to start it, with settings of the form {@code name=value}. */
  static ProcessorProcess start(Site site, String... settings) throws IOException {
    return new ProcessorProcess(
        ChildJvm.start(
            JavaCommand.of(ProcessorProcess.class)
                .options("-Xmx256m")
                .arguments(RunningProcessor.arguments(site, settings))
                .builder()));
  }

  /** The process: ends with the one that started it, so that a broken run leaves none behind. */
  public static void main(String[] arguments) throws IOException {
    // The output of the JVM that runs the tests is no place for another one's words.
    System.setOut(System.err);
    ProcessorApplication.builder().run(arguments);
    ChildJvm.endWithParent();
  }

  /** Stands still from now on, as a virtual machine that is moved does. */
  void freeze() throws IOException, InterruptedException {
    process.freeze();
  }

  /** Goes on as if no time had passed. */
  void thaw() throws IOException, InterruptedException {
    process.thaw();
  }

  /** SIGKILL; returns when it is gone. */
  void kill() {
    process.kill();
  }

  @Override
  public void close() {
    kill();
  }
}
