package dev.admitone.system;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;

/**
 * Runs a broker of the release that the class path has, until its input ends. The tests are not
 * compiled with the broker, so its main class is looked up.
 */
public final class BrokerProcess {

  private BrokerProcess() {}

  /**
   * Begins it.
   *
   * @param arguments the file with the broker's settings
   */
  public static void main(String[] arguments) throws Exception {
    Thread.ofPlatform().daemon().start(BrokerProcess::endWithInput);
    Method main = Class.forName("kafka.Kafka").getMethod("main", String[].class);
    main.invoke(null, (Object) arguments);
  }

  /** In order: the broker's own hook hands its partitions over. */
  private static void endWithInput() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The process that started it is gone, too.
    }
    System.exit(0);
  }
}
